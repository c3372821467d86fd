import fc from "fast-check";
import { describe, it } from "vitest";
import { collectFrom, type Manifest } from "../../support/kubernetes/fake-api.ts";

/** Names of fields that the collector looks for, so that random objects are not passed over. */
const fields =
	"spec template metadata labels annotations ownerReferences kind name namespace apiVersion controller containers initContainers env envFrom value valueFrom secretKeyRef configMapKeyRef configMapRef secretRef key prefix image command args ports containerPort hostPort protocol port endPort securityContext capabilities add drop runAsUser privileged seccompProfile type resources limits memory volumes hostPath path secret secretName projected sources configMap csi driver volumeAttributes serviceAccountName automountServiceAccountToken selector matchLabels matchExpressions operator values podSelector namespaceSelector ingress egress from ipBlock cidr except policyTypes rules apiGroups verbs resourceNames subjects roleRef aggregationRule clusterRoleSelectors data externalName loadBalancerSourceRanges externalIPs status podIPs ip podIP phase startTime addresses address nodeInfo kubeletVersion instances postgresql parameters pg_hba patroni backup plugins managed services additional pxc configuration tls enabled myCnf mycnf engine replicas postgresVersion authentication hba target secretObjects mapRoles postgresql.conf pg_hba.conf my.cnf __proto__ constructor toString".split(
		" ",
	);
const words = [
	"",
	"Pod",
	"Node",
	"ReplicaSet",
	"Deployment",
	"postgres:18",
	"mysql",
	"PGHOST",
	"DB_PASSWORD",
	"DATABASE_URL",
	"postgres://a:b@c/d",
	"$(PGHOST)",
	"In",
	"Ingress",
	"TCP",
	"Running",
	"database",
	"app.kubernetes.io/component",
	"0.0.0.0/0",
	"host all all all md5",
	"\u0000\ud800",
];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
	value: fc.oneof(
		{ depthSize: "medium", withCrossShrink: true },
		fc.oneof(fc.constantFrom(...words), fc.integer({ min: -2, max: 70_000 }), fc.boolean(), fc.constant(null), fc.double(), fc.string()),
		fc.array(tie("value"), { maxLength: 4 }),
		fc.dictionary(fc.constantFrom(...fields), tie("value"), { maxKeys: 8 }),
	),
}));

const kinds: readonly (readonly [string, string])[] = [
	["v1", "Namespace"],
	["v1", "Node"],
	["v1", "Pod"],
	["v1", "ServiceAccount"],
	["v1", "Service"],
	["v1", "ConfigMap"],
	["apps/v1", "Deployment"],
	["apps/v1", "ReplicaSet"],
	["batch/v1", "CronJob"],
	["batch/v1", "Job"],
	["networking.k8s.io/v1", "NetworkPolicy"],
	["rbac.authorization.k8s.io/v1", "Role"],
	["rbac.authorization.k8s.io/v1", "ClusterRole"],
	["rbac.authorization.k8s.io/v1", "RoleBinding"],
	["postgresql.cnpg.io/v1", "Cluster"],
	["acid.zalan.do/v1", "postgresql"],
	["postgres-operator.crunchydata.com/v1beta1", "PostgresCluster"],
	["pxc.percona.com/v1", "PerconaXtraDBCluster"],
	["k8s.mariadb.com/v1alpha1", "MariaDB"],
	["mysql.oracle.com/v2", "InnoDBCluster"],
	["external-secrets.io/v1", "ExternalSecret"],
	["secrets-store.csi.x-k8s.io/v1", "SecretProviderClass"],
];

const part = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 8 });
const manifest = fc
	.record({ kind: fc.constantFrom(...kinds), name: fc.constantFrom("a", "b", "aws-auth"), body: part, metadata: part, spec: part })
	.map(
		({ kind: [apiVersion, kind], name, body, metadata, spec }): Manifest => ({
			...body,
			spec,
			apiVersion,
			kind,
			metadata: { ...metadata, name, namespace: name === "aws-auth" ? "kube-system" : "orders" },
		}),
	);

describe("objects of any shape", () => {
	it("are read without an exception, into what the schemas allow", async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(manifest, { minLength: 1, maxLength: 8 }), async (objects) => {
				await collectFrom(objects);
			}),
			{ numRuns: 200 },
		);
	}, 60_000);
});
