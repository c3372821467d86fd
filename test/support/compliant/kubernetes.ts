import { seen } from "../../../shared/core/observed.ts";
import type {
	KubernetesCluster,
	KubernetesDatabaseConfig,
	KubernetesNamespace,
	KubernetesOperatorDatabase,
	KubernetesRole,
	KubernetesService,
	KubernetesServiceAccount,
	KubernetesWorkload,
} from "../../../shared/core/resources/index.ts";
import type { Container } from "../../../shared/core/resources/kubernetes.ts";

const place = { partition: "aws", account: "123456789012", region: "eu-west-1", cluster: "prod", tags: seen({ app: "orders" }) } as const;

/** A container that may do nothing but its work. */
export const container = (differences: Partial<Container> = {}): Container => ({
	name: "main",
	image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders-api@sha256:1f0c8f3d6d0a5e7a86f7e2b6c9e3a1d4b5c6d7e8f90123456789abcdef012345",
	init: false,
	privileged: false,
	allowPrivilegeEscalation: false,
	runAsNonRoot: true,
	runAsUser: 10001,
	readOnlyRootFilesystem: true,
	capabilitiesAdded: [],
	capabilitiesDropped: ["ALL"],
	seccompProfile: "RuntimeDefault",
	memoryLimit: "512Mi",
	cpuLimit: "1",
	ports: [{ port: 8080, protocol: "TCP" }],
	...differences,
});

/** A service that uses a database as it should: verify-full, its password from a file, an identity of its own. */
export const workload: KubernetesWorkload = {
	kind: "kubernetes.Workload",
	...place,
	arn: "kubernetes://prod/orders/Deployment/orders-api",
	name: "orders-api",
	namespace: "orders",
	workloadKind: "Deployment",
	serviceAccount: "orders-api",
	automountToken: false,
	tokenMounted: seen(false),
	hostNetwork: false,
	hostPid: false,
	hostIpc: false,
	hostPaths: [],
	containers: [container()],
	databaseSettings: {},
	databaseClients: seen([
		{
			container: "main",
			variables: ["PGHOST", "PGSSLMODE"],
			engine: "postgres",
			host: "orders.abc.eu-west-1.rds.amazonaws.com",
			port: 5432,
			database: "orders",
			user: "orders_app",
			tlsMode: "verify-full",
			partlySecret: false,
		},
	]),
	plaintextCredentials: seen([]),
	secretVariables: [],
	secretVolumes: [{ secret: "orders-db" }],
	secretProviders: [],
	configMaps: [],
	networkPolicies: seen([
		{
			name: "orders-api",
			isolatesIngress: true,
			isolatesEgress: true,
			ingress: [{ kind: "pods", detail: "app=gateway", ports: [{ port: "8080", protocol: "TCP" }] }],
		},
	]),
	otherNetworkPolicies: seen(false),
	pods: seen([
		{
			name: "orders-api-6d4b",
			ips: ["10.0.3.7"],
			node: "node-a",
			hostNetwork: false,
			phase: "Running",
			startedAt: "2026-06-15T00:00:00.000Z",
		},
	]),
	services: seen(["orders-api"]),
};

/** A PostgreSQL in a pod as it should be; for rules about database workloads. */
export const databaseWorkload: KubernetesWorkload = {
	...workload,
	arn: "kubernetes://prod/orders/StatefulSet/orders-db",
	name: "orders-db",
	workloadKind: "StatefulSet",
	serviceAccount: "orders-db",
	tags: seen({ "app.kubernetes.io/component": "database" }),
	database: { engine: "postgres", by: "label", container: "postgres" },
	containers: [
		container({
			name: "postgres",
			image: "docker.io/library/postgres:18.4@sha256:2f0c8f3d6d0a5e7a86f7e2b6c9e3a1d4b5c6d7e8f90123456789abcdef012345",
			ports: [{ port: 5432, protocol: "TCP" }],
		}),
	],
	databaseSettings: { ssl: "on", POSTGRES_HOST_AUTH_METHOD: "scram-sha-256" },
	databaseClients: seen([]),
	secretVolumes: [{ secret: "orders-db-superuser" }],
	configMaps: ["orders-db-config"],
	networkPolicies: seen([
		{
			name: "orders-db",
			isolatesIngress: true,
			isolatesEgress: true,
			ingress: [{ kind: "pods", detail: "app=orders-api", ports: [{ port: "5432", protocol: "TCP" }] }],
		},
	]),
	pods: seen([
		{
			name: "orders-db-0",
			ips: ["10.0.3.9"],
			node: "node-b",
			hostNetwork: false,
			phase: "Running",
			startedAt: "2026-06-15T00:00:00.000Z",
		},
	]),
	services: seen(["orders-db"]),
};

export const serviceAccount: KubernetesServiceAccount = {
	kind: "kubernetes.ServiceAccount",
	...place,
	arn: "kubernetes://prod/orders/ServiceAccount/orders-api",
	name: "orders-api",
	namespace: "orders",
	automountToken: false,
	roleArn: "arn:aws:iam::123456789012:role/orders-api",
	role: seen({
		arn: "arn:aws:iam::123456789012:role/orders-api",
		exists: true,
		trust: {
			json: JSON.stringify({
				Version: "2012-10-17",
				Statement: [
					{
						Effect: "Allow",
						Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC" },
						Action: "sts:AssumeRoleWithWebIdentity",
						Condition: {
							StringEquals: {
								"oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:orders:orders-api",
								"oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com",
							},
						},
					},
				],
			}),
		},
	}),
	oidcIssuer: seen("oidc.eks.eu-west-1.amazonaws.com/id/ABC"),
	podIdentityRole: seen(null),
	workloads: seen(["kubernetes://prod/orders/Deployment/orders-api"]),
	usesDatabase: seen(true),
	databaseHosts: seen(["orders.abc.eu-west-1.rds.amazonaws.com"]),
	roles: seen([]),
};

export const kubernetesRole: KubernetesRole = {
	kind: "kubernetes.Role",
	...place,
	arn: "kubernetes://prod/orders/Role/orders-config-reader",
	name: "orders-config-reader",
	namespace: "orders",
	roleKind: "Role",
	builtIn: false,
	rules: [{ apiGroups: [""], resources: ["configmaps"], resourceNames: ["orders-config"], verbs: ["get"], nonResourceUrls: [] }],
	bindings: seen([
		{
			name: "orders-config-reader",
			namespace: "orders",
			builtIn: false,
			subjects: [{ kind: "ServiceAccount", name: "orders-api", namespace: "orders" }],
		},
	]),
	databaseNamespaces: seen(["orders"]),
};

export const namespace: KubernetesNamespace = {
	kind: "kubernetes.Namespace",
	...place,
	arn: "kubernetes://prod/-/Namespace/orders",
	name: "orders",
	system: false,
	podSecurity: { enforce: "restricted", audit: "restricted", warn: "restricted" },
	workloads: seen(["orders-api", "orders-db"]),
	databaseWorkloads: seen(["orders-db"]),
	networkPolicies: seen(["default-deny", "orders-api", "orders-db"]),
	defaultDenyIngress: seen(true),
	otherNetworkPolicies: seen(false),
	secretReaders: seen([]),
	externalSecrets: seen(["orders-db"]),
};

export const kubernetesService: KubernetesService = {
	kind: "kubernetes.Service",
	...place,
	arn: "kubernetes://prod/orders/Service/orders-db",
	name: "orders-db",
	namespace: "orders",
	type: "ClusterIP",
	ports: [{ port: 5432, protocol: "TCP", name: "postgres" }],
	sourceRanges: [],
	externalIps: [],
	tlsPorts: [],
	workloads: seen(["kubernetes://prod/orders/StatefulSet/orders-db"]),
	database: seen({ engine: "postgres", by: "label", container: "postgres" }),
};

export const databaseConfig: KubernetesDatabaseConfig = {
	kind: "kubernetes.DatabaseConfig",
	...place,
	arn: "kubernetes://prod/orders/ConfigMap/orders-db-config",
	name: "orders-db-config",
	namespace: "orders",
	engine: "postgres",
	files: ["postgresql.conf", "pg_hba.conf"],
	settings: {
		ssl: "on",
		ssl_min_protocol_version: "TLSv1.2",
		ssl_ciphers: "HIGH:!aNULL:!MD5:!3DES",
		password_encryption: "scram-sha-256",
		log_connections: "on",
		log_disconnections: "on",
		log_statement: "ddl",
		log_line_prefix: "%m [%p] %u@%d %h ",
	},
	hba: [
		{ line: 1, type: "local", databases: ["all"], users: ["all"], method: "peer", options: [] },
		{
			line: 2,
			type: "hostssl",
			databases: ["orders"],
			users: ["orders_app"],
			address: "10.0.0.0/16",
			method: "scram-sha-256",
			options: [],
		},
	],
	mistakes: [],
	usedBy: seen(["orders-db"]),
};

export const operatorDatabase: KubernetesOperatorDatabase = {
	kind: "kubernetes.OperatorDatabase",
	...place,
	arn: "kubernetes://prod/orders/Cluster.postgresql.cnpg.io/orders-pg",
	name: "orders-pg",
	namespace: "orders",
	operator: "cloudnative-pg",
	apiVersion: "postgresql.cnpg.io/v1",
	resourceKind: "Cluster",
	engine: "postgres",
	version: "18",
	instances: 3,
	tlsRequired: true,
	tlsEnabled: true,
	superuserAccess: false,
	backups: true,
	parameters: { log_connections: "on", log_disconnections: "on", log_statement: "ddl", password_encryption: "scram-sha-256" },
	hba: [{ line: 1, type: "hostssl", databases: ["all"], users: ["all"], address: "all", method: "scram-sha-256", options: [] }],
	exposed: false,
};

export const kubernetesCluster: KubernetesCluster = {
	kind: "kubernetes.Cluster",
	...place,
	arn: "kubernetes://prod/-/Cluster/prod",
	name: "prod",
	version: seen("v1.34.2-eks-1a2b3c4"),
	eksCluster: "arn:aws:eks:eu-west-1:123456789012:cluster/prod",
	nodes: seen([
		{ name: "node-a", kubeletVersion: "v1.34.2-eks-1a2b3c4", internalIps: ["10.0.1.10"], externalIps: [] },
		{ name: "node-b", kubeletVersion: "v1.34.2-eks-1a2b3c4", internalIps: ["10.0.2.10"], externalIps: [] },
	]),
	networkPolicyEngine: seen("vpc-cni"),
	externalSecretStores: seen(["external-secrets"]),
	operators: seen(["postgresql.cnpg.io"]),
	namespaces: seen(["orders", "gateway"]),
	awsAuth: seen(null),
};
