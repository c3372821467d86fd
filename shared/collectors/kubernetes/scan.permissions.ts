import type { ListRequest } from "../../kubernetes/port.ts";

/** What is listed of resources that come with Kubernetes: their one stable version. Secrets are not among them, and must never be. */
export const kubernetesLists = {
	namespaces: { group: "", version: "v1", plural: "namespaces", namespaced: false },
	nodes: { group: "", version: "v1", plural: "nodes", namespaced: false },
	pods: { group: "", version: "v1", plural: "pods", namespaced: true },
	serviceAccounts: { group: "", version: "v1", plural: "serviceaccounts", namespaced: true },
	services: { group: "", version: "v1", plural: "services", namespaced: true },
	configMaps: { group: "", version: "v1", plural: "configmaps", namespaced: true },
	deployments: { group: "apps", version: "v1", plural: "deployments", namespaced: true },
	statefulSets: { group: "apps", version: "v1", plural: "statefulsets", namespaced: true },
	daemonSets: { group: "apps", version: "v1", plural: "daemonsets", namespaced: true },
	replicaSets: { group: "apps", version: "v1", plural: "replicasets", namespaced: true },
	jobs: { group: "batch", version: "v1", plural: "jobs", namespaced: true },
	cronJobs: { group: "batch", version: "v1", plural: "cronjobs", namespaced: true },
	networkPolicies: { group: "networking.k8s.io", version: "v1", plural: "networkpolicies", namespaced: true },
	roles: { group: "rbac.authorization.k8s.io", version: "v1", plural: "roles", namespaced: true },
	clusterRoles: { group: "rbac.authorization.k8s.io", version: "v1", plural: "clusterroles", namespaced: false },
	roleBindings: { group: "rbac.authorization.k8s.io", version: "v1", plural: "rolebindings", namespaced: true },
	clusterRoleBindings: { group: "rbac.authorization.k8s.io", version: "v1", plural: "clusterrolebindings", namespaced: false },
} as const satisfies Readonly<Record<string, ListRequest>>;

/** A custom resource that is listed where its API group exists, in the version that the server prefers. */
export type CustomList = Omit<ListRequest, "version">;

/** Custom resources of database operators, of what brings secrets from outside, and of other network policies. */
export const customLists = {
	cloudNativePg: { group: "postgresql.cnpg.io", plural: "clusters", namespaced: true },
	zalando: { group: "acid.zalan.do", plural: "postgresqls", namespaced: true },
	crunchy: { group: "postgres-operator.crunchydata.com", plural: "postgresclusters", namespaced: true },
	perconaPostgres: { group: "pgv2.percona.com", plural: "perconapgclusters", namespaced: true },
	perconaXtraDb: { group: "pxc.percona.com", plural: "perconaxtradbclusters", namespaced: true },
	mariadbOperator: { group: "k8s.mariadb.com", plural: "mariadbs", namespaced: true },
	mysqlOperator: { group: "mysql.oracle.com", plural: "innodbclusters", namespaced: true },
	ackDbInstances: { group: "rds.services.k8s.aws", plural: "dbinstances", namespaced: true },
	ackDbClusters: { group: "rds.services.k8s.aws", plural: "dbclusters", namespaced: true },
	externalSecrets: { group: "external-secrets.io", plural: "externalsecrets", namespaced: true },
	secretProviderClasses: { group: "secrets-store.csi.x-k8s.io", plural: "secretproviderclasses", namespaced: true },
	ciliumPolicies: { group: "cilium.io", plural: "ciliumnetworkpolicies", namespaced: true },
	ciliumClusterPolicies: { group: "cilium.io", plural: "ciliumclusterwidenetworkpolicies", namespaced: false },
	calicoPolicies: { group: "crd.projectcalico.org", plural: "networkpolicies", namespaced: true },
	calicoGlobalPolicies: { group: "crd.projectcalico.org", plural: "globalnetworkpolicies", namespaced: false },
} as const satisfies Readonly<Record<string, CustomList>>;

/** Paths beside resources: the server's version, and which API groups it has. */
export const kubernetesPaths: readonly string[] = ["/version", "/apis"];
