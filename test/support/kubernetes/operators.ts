import type { KubernetesObject } from "./objects.ts";

/** The definition of a custom resource that takes any content, as far as a collector can tell from the real one. */
export function definition(
	group: string,
	kind: string,
	plural: string,
	version: string,
	scope: "Namespaced" | "Cluster" = "Namespaced",
): KubernetesObject {
	return {
		apiVersion: "apiextensions.k8s.io/v1",
		kind: "CustomResourceDefinition",
		metadata: {
			name: `${plural}.${group}`,
			// Groups under *.k8s.io are Kubernetes' own unless their authors say so.
			...(group.endsWith(".k8s.io") ? { annotations: { "api-approved.kubernetes.io": "unapproved, for tests" } } : {}),
		},
		spec: {
			group,
			scope,
			names: { kind, plural },
			versions: [
				{
					name: version,
					served: true,
					storage: true,
					subresources: { status: {} },
					schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
				},
			],
		},
	};
}

/** What database operators, secret stores and network engines define. */
export const definitions: readonly KubernetesObject[] = [
	definition("postgresql.cnpg.io", "Cluster", "clusters", "v1"),
	definition("acid.zalan.do", "postgresql", "postgresqls", "v1"),
	definition("postgres-operator.crunchydata.com", "PostgresCluster", "postgresclusters", "v1beta1"),
	definition("pgv2.percona.com", "PerconaPGCluster", "perconapgclusters", "v2"),
	definition("pxc.percona.com", "PerconaXtraDBCluster", "perconaxtradbclusters", "v1"),
	definition("k8s.mariadb.com", "MariaDB", "mariadbs", "v1alpha1"),
	definition("mysql.oracle.com", "InnoDBCluster", "innodbclusters", "v2"),
	definition("rds.services.k8s.aws", "DBInstance", "dbinstances", "v1alpha1"),
	definition("rds.services.k8s.aws", "DBCluster", "dbclusters", "v1alpha1"),
	definition("external-secrets.io", "ExternalSecret", "externalsecrets", "v1"),
	definition("secrets-store.csi.x-k8s.io", "SecretProviderClass", "secretproviderclasses", "v1"),
	definition("cilium.io", "CiliumNetworkPolicy", "ciliumnetworkpolicies", "v2"),
	// Calico's group without its global policies: a group may lack a resource.
	definition("crd.projectcalico.org", "NetworkPolicy", "networkpolicies", "v1"),
];

const custom = (apiVersion: string, kind: string, name: string, spec: object): KubernetesObject => ({
	apiVersion,
	kind,
	metadata: { name, namespace: "data" },
	spec,
});

/** One database of each operator, in the namespace `data`. */
export const operatedDatabases: readonly KubernetesObject[] = [
	custom("postgresql.cnpg.io/v1", "Cluster", "cnpg", {
		instances: 2,
		imageName: "ghcr.io/cloudnative-pg/postgresql:17.2",
		postgresql: { parameters: { log_connections: "on" }, pg_hba: ["hostnossl all all all reject"] },
		backup: { barmanObjectStore: { destinationPath: "s3://backups/" } },
	}),
	custom("acid.zalan.do/v1", "postgresql", "zalando", {
		numberOfInstances: 2,
		teamId: "x",
		postgresql: { version: "17" },
		volume: { size: "1Gi" },
	}),
	custom("postgres-operator.crunchydata.com/v1beta1", "PostgresCluster", "crunchy", { postgresVersion: 17, instances: [{ replicas: 2 }] }),
	custom("pgv2.percona.com/v2", "PerconaPGCluster", "percona", {
		postgresVersion: 17,
		instances: [{ replicas: 3 }],
		expose: { type: "LoadBalancer" },
	}),
	custom("pxc.percona.com/v1", "PerconaXtraDBCluster", "pxc", { pxc: { size: 3, image: "percona/percona-xtradb-cluster:8.0.36" } }),
	custom("k8s.mariadb.com/v1alpha1", "MariaDB", "mariadb", { replicas: 1, image: "mariadb:11.8", tls: { enabled: true, required: true } }),
	custom("mysql.oracle.com/v2", "InnoDBCluster", "innodb", { instances: 3, version: "8.4.0", secretName: "root" }),
	custom("rds.services.k8s.aws/v1alpha1", "DBInstance", "rds", { engine: "postgres", publiclyAccessible: false, backupRetentionPeriod: 7 }),
	custom("rds.services.k8s.aws/v1alpha1", "DBCluster", "aurora", { engine: "aurora-mysql" }),
];
