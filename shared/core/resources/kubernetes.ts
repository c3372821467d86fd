import * as z from "zod";
import { RoleFacts } from "./iam.ts";
import { HbaRule } from "./postgres.ts";
import { base, observed, Timestamp } from "./schema.ts";

/**
 * What every object of a cluster has. `arn` is `kubernetes://<cluster>/<namespace or ->/<kind>/<name>`, `tags` are the object's labels, and
 * `partition`, `account` and `region` are those of the EKS cluster, or `-` for a cluster that AWS does not run.
 */
const inCluster = {
	...base,
	/** The cluster's name: that of EKS, or the one in the kubeconfig. */
	cluster: z.string(),
};

const namespaced = { ...inCluster, namespace: z.string() };

/** A database product that a workload runs, and what gives it away. */
export const DatabaseSoftware = z.strictObject({
	/** postgres, mysql, mariadb, mongodb, redis, …; `unknown` when only the label says that it is a database. */
	engine: z.string(),
	by: z.enum(["label", "image", "operator"]),
	/** The container that runs it, when one was recognised. */
	container: z.string().optional(),
});
export type DatabaseSoftware = z.infer<typeof DatabaseSoftware>;

/** A container's image and security context; absent fields are not set on container or pod (what both set is already resolved). */
export const Container = z.strictObject({
	name: z.string(),
	image: z.string(),
	init: z.boolean(),
	privileged: z.boolean().optional(),
	allowPrivilegeEscalation: z.boolean().optional(),
	runAsNonRoot: z.boolean().optional(),
	runAsUser: z.int().optional(),
	readOnlyRootFilesystem: z.boolean().optional(),
	capabilitiesAdded: z.array(z.string()),
	capabilitiesDropped: z.array(z.string()),
	/** RuntimeDefault, Localhost or Unconfined. */
	seccompProfile: z.string().optional(),
	memoryLimit: z.string().optional(),
	cpuLimit: z.string().optional(),
	/** Container ports; `hostPort` when it is bound on the node. */
	ports: z.array(z.strictObject({ port: z.int(), protocol: z.string(), hostPort: z.int().optional() })),
});
export type Container = z.infer<typeof Container>;

/** How a container is told to reach a database, put together from its variables (literal or from a ConfigMap); never with a password. */
export const DatabaseClient = z.strictObject({
	container: z.string(),
	/** The variables that say it. */
	variables: z.array(z.string()),
	/** postgres, mysql (MariaDB too), or unknown. */
	engine: z.string(),
	host: z.string().optional(),
	port: z.int().optional(),
	database: z.string().optional(),
	user: z.string().optional(),
	/**
	 * The mode as it is written: disable … verify-full, or MySQL's DISABLED … VERIFY_IDENTITY, `true`/`false`; a switch that the driver documents to
	 * mean a mode (pgJDBC's ssl=true, tls=true of Go) is that mode. Absent when nothing sets it.
	 */
	tlsMode: z.string().optional(),
	/** A variable comes from a Secret and may set more than is known here. */
	partlySecret: z.boolean(),
});
export type DatabaseClient = z.infer<typeof DatabaseClient>;

/** A source that an ingress rule of a NetworkPolicy admits; `ports` empty means all. */
export const PolicySource = z.strictObject({
	kind: z.enum(["anywhere", "allNamespaces", "namespaces", "pods", "cidr"]),
	/** The selector or CIDR as text. */
	detail: z.string(),
	/** Parts of the CIDR that are not admitted. */
	except: z.array(z.string()).optional(),
	/** Numbers: a name is resolved by the workload's own containers. */
	ports: z.array(z.strictObject({ port: z.string(), endPort: z.int().optional(), protocol: z.string() })),
});

/** A NetworkPolicy that selects the pods. */
export const SelectingPolicy = z.strictObject({
	name: z.string(),
	isolatesIngress: z.boolean(),
	isolatesEgress: z.boolean(),
	ingress: z.array(PolicySource),
});
export type SelectingPolicy = z.infer<typeof SelectingPolicy>;

/** A running pod of a workload. */
export const Pod = z.strictObject({
	name: z.string(),
	ips: z.array(z.string()),
	node: z.string().optional(),
	hostNetwork: z.boolean(),
	phase: z.string().optional(),
	startedAt: Timestamp.optional(),
});

/**
 * What runs: a Deployment, StatefulSet, DaemonSet, CronJob, Job, or a ReplicaSet or Pod that nothing owns. Pods that a custom resource owns directly
 * (CloudNativePG's Cluster, Argo's Rollout) are one workload of that kind. Secrets are named, never read.
 */
export const KubernetesWorkload = z.strictObject({
	kind: z.literal("kubernetes.Workload"),
	...namespaced,
	workloadKind: z.string(),
	serviceAccount: z.string(),
	/** The pod's own setting; the service account's counts when it is absent. */
	automountToken: z.boolean().optional(),
	/** Is a token mounted, by pod or service account? Default true in Kubernetes; unread when service accounts were not read. */
	tokenMounted: observed(z.boolean()),
	hostNetwork: z.boolean(),
	hostPid: z.boolean(),
	hostIpc: z.boolean(),
	hostPaths: z.array(z.string()),
	containers: z.array(Container),
	database: DatabaseSoftware.optional(),
	/** Variables of the database image that are no secret: POSTGRES_HOST_AUTH_METHOD, POSTGRES_SSL_MODE, MYSQL_ALLOW_EMPTY_PASSWORD, …, and `-c name=value` arguments as `name`. */
	databaseSettings: z.record(z.string(), z.string()),
	/** Such variables and arguments that are set to what is not known (a Secret, a ConfigMap that was not read, something that looks like a secret); `*`: any may be. */
	unknownSettings: z.array(z.string()).optional(),
	/** ConfigMaps that were referred to could not be read when unread. */
	databaseClients: observed(z.array(DatabaseClient)),
	/** Passwords in the open, in variables or arguments or ConfigMaps that feed them: where, never what. */
	plaintextCredentials: observed(
		z.array(
			z.strictObject({ container: z.string(), place: z.string(), reason: z.enum(["passwordVariable", "passwordInUrl", "argument"]) }),
		),
	),
	/** Secrets as variables (`variable` absent: all of the Secret by envFrom). */
	secretVariables: z.array(
		z.strictObject({ container: z.string(), variable: z.string().optional(), secret: z.string(), key: z.string().optional() }),
	),
	/** Secrets as files. */
	secretVolumes: z.array(z.strictObject({ secret: z.string() })),
	/** SecretProviderClasses that the Secrets Store CSI driver mounts. */
	secretProviders: z.array(z.string()),
	/** ConfigMaps that it mounts. */
	configMaps: z.array(z.string()),
	networkPolicies: observed(z.array(SelectingPolicy)),
	/** Policies of Cilium, Calico or others stand in the namespace, which Parapet does not read. */
	otherNetworkPolicies: observed(z.boolean()),
	pods: observed(z.array(Pod)),
	/** Names of the Services that select it. */
	services: observed(z.array(z.string())),
});
export type KubernetesWorkload = z.infer<typeof KubernetesWorkload>;

/** One rule of a Role or ClusterRole. */
export const RbacRule = z.strictObject({
	apiGroups: z.array(z.string()),
	resources: z.array(z.string()),
	resourceNames: z.array(z.string()),
	verbs: z.array(z.string()),
	nonResourceUrls: z.array(z.string()),
});
export type RbacRule = z.infer<typeof RbacRule>;

/** Who a binding gives a role to: User, Group or ServiceAccount (with its namespace). */
export const RbacSubject = z.strictObject({ kind: z.string(), name: z.string(), namespace: z.string().optional() });
export type RbacSubject = z.infer<typeof RbacSubject>;

/** A Role or ClusterRole with everybody who holds it. */
export const KubernetesRole = z.strictObject({
	kind: z.literal("kubernetes.Role"),
	...inCluster,
	/** Absent for a ClusterRole. */
	namespace: z.string().optional(),
	roleKind: z.enum(["Role", "ClusterRole"]),
	/** Comes with Kubernetes (`kubernetes.io/bootstrapping`) or is one of `system:` or `eks:`. */
	builtIn: z.boolean(),
	rules: z.array(RbacRule),
	/** `namespace` is where a RoleBinding gives it; absent for a ClusterRoleBinding: everywhere. */
	bindings: observed(
		z.array(z.strictObject({ name: z.string(), namespace: z.string().optional(), builtIn: z.boolean(), subjects: z.array(RbacSubject) })),
	),
	/** Of a ClusterRole: only RoleBindings of these namespaces were read, beside all ClusterRoleBindings; absent means all. */
	onlyNamespaces: z.array(z.string()).optional(),
	/** Namespaces of the cluster that hold a database workload. */
	databaseNamespaces: observed(z.array(z.string())),
});
export type KubernetesRole = z.infer<typeof KubernetesRole>;

/** A ServiceAccount, with the IAM role that its pods get. */
export const KubernetesServiceAccount = z.strictObject({
	kind: z.literal("kubernetes.ServiceAccount"),
	...namespaced,
	/** automountServiceAccountToken. */
	automountToken: z.boolean().optional(),
	/** Annotation eks.amazonaws.com/role-arn. */
	roleArn: z.string().optional(),
	/** That role, when roleArn is set: skipped unless AWS was read too. */
	role: observed(RoleFacts).optional(),
	/** The cluster's OIDC issuer, without https://; skipped unless AWS was read too. */
	oidcIssuer: observed(z.string()),
	/** The IAM role of its EKS pod identity association, null when there is none; skipped unless AWS was read too. */
	podIdentityRole: observed(z.string().nullable()),
	/** Arns of the workloads that run as it. */
	workloads: observed(z.array(z.string())),
	/** Are some of them clients of a database, or databases? */
	usesDatabase: observed(z.boolean()),
	/** Hosts of the databases that they are told to use (`databaseClients`), each once, sorted; null for one that a Secret or nothing names. */
	databaseHosts: observed(z.array(z.string().nullable())).optional(),
	/** Roles that are bound to it, by arn. */
	roles: observed(z.array(z.string())),
});
export type KubernetesServiceAccount = z.infer<typeof KubernetesServiceAccount>;

export const KubernetesNamespace = z.strictObject({
	kind: z.literal("kubernetes.Namespace"),
	...inCluster,
	/** kube-system, kube-public, kube-node-lease, and those of EKS add-ons such as amazon-cloudwatch: the cluster's own. */
	system: z.boolean(),
	/** Labels pod-security.kubernetes.io/enforce, audit, warn: privileged, baseline or restricted. */
	podSecurity: z.strictObject({ enforce: z.string().optional(), audit: z.string().optional(), warn: z.string().optional() }),
	/** Names of the workloads that run in it. */
	workloads: observed(z.array(z.string())),
	databaseWorkloads: observed(z.array(z.string())),
	networkPolicies: observed(z.array(z.string())),
	/** A policy that selects all pods and admits nothing. */
	defaultDenyIngress: observed(z.boolean()),
	otherNetworkPolicies: observed(z.boolean()),
	/**
	 * Who may read Secrets in it (get, list, watch), by which role (arn), whether everywhere, and `only` which when they are named. Built-in roles of the
	 * control plane are left out.
	 */
	secretReaders: observed(
		z.array(
			z.strictObject({
				subject: RbacSubject,
				role: z.string(),
				verbs: z.array(z.string()),
				clusterWide: z.boolean(),
				only: z.array(z.string()).optional(),
			}),
		),
	),
	/** Names of Secrets that an ExternalSecret or a SecretProviderClass keeps in step with an external store. */
	externalSecrets: observed(z.array(z.string())),
});
export type KubernetesNamespace = z.infer<typeof KubernetesNamespace>;

/** A Service that selects pods, and how far it reaches. */
export const KubernetesService = z.strictObject({
	kind: z.literal("kubernetes.Service"),
	...namespaced,
	/** ClusterIP, NodePort, LoadBalancer or ExternalName. */
	type: z.string(),
	externalName: z.string().optional(),
	ports: z.array(z.strictObject({ port: z.int(), protocol: z.string(), nodePort: z.int().optional(), name: z.string().optional() })),
	/** loadBalancerSourceRanges; empty means all. */
	sourceRanges: z.array(z.string()),
	externalIps: z.array(z.string()),
	/** internal or internet-facing by its AWS annotations; absent when it is no load balancer. */
	scheme: z.enum(["internal", "internet-facing"]).optional(),
	/** Ports that its load balancer terminates TLS on (service.beta.kubernetes.io/aws-load-balancer-ssl-ports; all when only the certificate is named). */
	tlsPorts: z.array(z.string()),
	/** Arns of the workloads that it selects. */
	workloads: observed(z.array(z.string())),
	/** The database that it leads to, when it does. */
	database: observed(DatabaseSoftware.nullable()),
});
export type KubernetesService = z.infer<typeof KubernetesService>;

/** A ConfigMap that holds postgresql.conf, pg_hba.conf or my.cnf. Values that look like secrets are left out. */
export const KubernetesDatabaseConfig = z.strictObject({
	kind: z.literal("kubernetes.DatabaseConfig"),
	...namespaced,
	engine: z.enum(["postgres", "mysql"]),
	/** Keys of the ConfigMap that were read. */
	files: z.array(z.string()),
	/** Lower-case name to value as written, last one wins; absent when no such file is there. */
	settings: z.record(z.string(), z.string()).optional(),
	hba: z.array(HbaRule).optional(),
	/** Lines that do not parse: file, line, reason. */
	mistakes: z.array(z.strictObject({ file: z.string(), line: z.int(), reason: z.string() })),
	/** Names of the workloads that mount it. */
	usedBy: observed(z.array(z.string())),
});
export type KubernetesDatabaseConfig = z.infer<typeof KubernetesDatabaseConfig>;

/** A database as an operator's custom resource asks for it, in words common to all operators; absent where the operator's resource says nothing. */
export const KubernetesOperatorDatabase = z.strictObject({
	kind: z.literal("kubernetes.OperatorDatabase"),
	...namespaced,
	/** cloudnative-pg, zalando, crunchy, percona-pg, percona-xtradb, mariadb-operator, mysql-operator, ack-rds. */
	operator: z.string(),
	apiVersion: z.string(),
	resourceKind: z.string(),
	engine: z.enum(["postgres", "mysql", "mariadb"]),
	version: z.string().optional(),
	instances: z.int().optional(),
	/** Clients must use TLS: true, false, or absent when the resource leaves it to the operator's default. */
	tlsRequired: z.boolean().optional(),
	/** The operator serves TLS by default or because it is told to. */
	tlsEnabled: z.boolean().optional(),
	/** A password for the superuser is enabled (CloudNativePG enableSuperuserAccess). */
	superuserAccess: z.boolean().optional(),
	backups: z.boolean().optional(),
	parameters: z.record(z.string(), z.string()),
	hba: z.array(HbaRule),
	/** Exposed by a LoadBalancer or NodePort service of the operator. */
	exposed: z.boolean().optional(),
});
export type KubernetesOperatorDatabase = z.infer<typeof KubernetesOperatorDatabase>;

/** The cluster as its own API shows it. */
export const KubernetesCluster = z.strictObject({
	kind: z.literal("kubernetes.Cluster"),
	...inCluster,
	/** e.g. v1.34.2-eks-1a2b3c4. */
	version: observed(z.string()),
	/** Host of its API server, as it was reached. */
	endpoint: z.string().optional(),
	/** The EKS cluster, when the same scan found it. */
	eksCluster: z.string().optional(),
	nodes: observed(
		z.array(
			z.strictObject({
				name: z.string(),
				kubeletVersion: z.string().optional(),
				internalIps: z.array(z.string()),
				externalIps: z.array(z.string()),
			}),
		),
	),
	/** What enforces NetworkPolicies: vpc-cni, cilium, calico, antrea, …; null when nothing that is known does. */
	networkPolicyEngine: observed(z.string().nullable()),
	/** external-secrets, secrets-store-csi: what brings secrets from a store outside. */
	externalSecretStores: observed(z.array(z.string())),
	/** Groups of the custom resources that belong to known database operators. */
	operators: observed(z.array(z.string())),
	/** Namespaces that are not the cluster's own. */
	namespaces: observed(z.array(z.string())),
	/** Only these namespaces were read; absent means all. */
	onlyNamespaces: z.array(z.string()).optional(),
	/** Ways in beside IAM: users of aws-auth are not read; null when kube-system/aws-auth does not exist. */
	awsAuth: observed(z.strictObject({ roles: z.int(), users: z.int(), masters: z.array(z.string()) }).nullable()),
});
export type KubernetesCluster = z.infer<typeof KubernetesCluster>;
