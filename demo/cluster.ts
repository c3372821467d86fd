import type { ResourceKind, ResourceOf } from "../shared/core/kinds.ts";
import { seen } from "../shared/core/observed.ts";
import type { Resource } from "../shared/core/resources/index.ts";
import type { DatabaseClient } from "../shared/core/resources/kubernetes.ts";
import type { Scope } from "../shared/core/scope.ts";
import { compliant } from "../test/support/compliant/index.ts";
import { container, databaseWorkload } from "../test/support/compliant/kubernetes.ts";
import { addresses } from "./addresses.ts";
import { day, type Place } from "./place.ts";

export const clusterName = "platform";

type KubernetesKind = Extract<ResourceKind, `kubernetes.${string}`>;

/** The objects of one cluster: the shop with its database in a pod, and the teams around it. Some are as they should be. */
export function clusterResources({ scope, arn }: Place): Resource[] {
	const { partition, account, region } = scope;
	const make = <K extends KubernetesKind>(
		kind: K,
		namespace: string,
		name: string,
		differences: Partial<ResourceOf<K>> = {},
	): ResourceOf<K> =>
		({
			...compliant(kind),
			partition,
			account,
			region,
			cluster: clusterName,
			...(namespace === "-" ? {} : { namespace }),
			arn: `kubernetes://${clusterName}/${namespace}/${kind.split(".")[1]}/${name}`,
			name,
			...differences,
		}) as ResourceOf<K>;
	const pods = (name: string, address: string) =>
		seen([{ name, ips: [address], node: "ip-10-20-1-10", hostNetwork: false, phase: "Running", startedAt: day(-3) }]);
	const client = (user: string, differences: Partial<DatabaseClient>) =>
		seen([
			{
				container: "main",
				variables: ["PGHOST", "PGUSER"],
				engine: "postgres",
				host: "shop-db.shop.svc",
				port: 5432,
				database: "shop",
				user,
				partlySecret: false,
				...differences,
			},
		]);
	const workload = (
		namespace: string,
		workloadKind: string,
		name: string,
		address: string,
		differences: Partial<ResourceOf<"kubernetes.Workload">>,
	) =>
		make("kubernetes.Workload", namespace, name, {
			arn: `kubernetes://${clusterName}/${namespace}/${workloadKind}/${name}`,
			workloadKind,
			serviceAccount: name,
			tags: seen({ "app.kubernetes.io/name": name, environment: "production" }),
			pods: pods(`${name}-7c9d`, address),
			services: seen([]),
			...differences,
		});

	return [
		make("kubernetes.Cluster", "-", clusterName, {
			eksCluster: arn("eks", `cluster/${clusterName}`),
			namespaces: seen(["shop", "analytics"]),
			operators: seen([]),
			externalSecretStores: seen([]),
		}),
		make("kubernetes.Namespace", "-", "shop", {
			tags: seen({ environment: "production" }),
			workloads: seen(["checkout", "recommendations", "admin-ui", "shop-db"]),
			databaseWorkloads: seen(["shop-db"]),
			podSecurity: { enforce: "baseline" },
			networkPolicies: seen(["shop-db"]),
			defaultDenyIngress: seen(false),
			secretReaders: seen([
				{
					subject: { kind: "ServiceAccount", name: "default", namespace: "shop" },
					role: `kubernetes://${clusterName}/-/Role/ci-helper`,
					verbs: ["get", "list"],
					clusterWide: true,
				},
			]),
			externalSecrets: seen([]),
		}),
		make("kubernetes.Namespace", "-", "analytics", {
			tags: seen({ environment: "analytics" }),
			workloads: seen(["nightly-export"]),
			databaseWorkloads: seen([]),
			podSecurity: {},
			networkPolicies: seen([]),
			defaultDenyIngress: seen(false),
		}),
		{
			...make("kubernetes.Workload", "shop", "shop-db", { ...databaseWorkload }),
			partition,
			account,
			region,
			cluster: clusterName,
			namespace: "shop",
			arn: `kubernetes://${clusterName}/shop/StatefulSet/shop-db`,
			name: "shop-db",
			serviceAccount: "default",
			tags: seen({ "app.kubernetes.io/component": "database", environment: "production" }),
			tokenMounted: seen(true),
			containers: [container({ name: "postgres", image: "postgres:18", ports: [{ port: 5432, protocol: "TCP" }], memoryLimit: undefined })],
			databaseSettings: { ssl: "on", POSTGRES_HOST_AUTH_METHOD: "trust" },
			networkPolicies: seen([
				{
					name: "shop-db",
					isolatesIngress: true,
					isolatesEgress: false,
					ingress: [{ kind: "allNamespaces" as const, detail: "any namespace", ports: [{ port: "5432", protocol: "TCP" }] }],
				},
			]),
			configMaps: ["shop-db-config"],
			pods: pods("shop-db-0", addresses.database),
			services: seen(["shop-db"]),
		},
		workload("shop", "Deployment", "checkout", addresses.checkout, { databaseClients: client("checkout_app", { tlsMode: "verify-full" }) }),
		workload("shop", "Deployment", "recommendations", addresses.recommendations, {
			serviceAccount: "default",
			tokenMounted: seen(true),
			databaseClients: client("legacy_reports", { variables: ["DATABASE_URL"], tlsMode: "disable" }),
			plaintextCredentials: seen([{ container: "main", place: "env DATABASE_URL", reason: "passwordInUrl" }]),
			secretVolumes: [],
		}),
		workload("shop", "Deployment", "admin-ui", addresses.adminUi, {
			databaseClients: client("checkout_app", { tlsMode: "prefer" }),
			secretVariables: [{ container: "main", variable: "PGPASSWORD", secret: "shop-db", key: "password" }],
			secretVolumes: [],
			containers: [
				container({ image: "registry.example.com/admin-ui:latest", runAsNonRoot: undefined, allowPrivilegeEscalation: undefined }),
			],
		}),
		workload("analytics", "CronJob", "nightly-export", addresses.nightlyExport, {
			tags: seen({ "app.kubernetes.io/name": "nightly-export", environment: "analytics" }),
			databaseClients: client("postgres", { tlsMode: "require" }),
			networkPolicies: seen([]),
		}),
		...(["checkout", "admin-ui"] as const).map((name) =>
			make("kubernetes.ServiceAccount", "shop", name, {
				workloads: seen([`kubernetes://${clusterName}/shop/Deployment/${name}`]),
				roleArn: undefined as never,
				role: undefined as never,
				podIdentityRole: name === "checkout" ? seen(arn("iam", "role/checkout", "")) : seen(null),
			}),
		),
		make("kubernetes.ServiceAccount", "shop", "default", {
			automountToken: true,
			roleArn: undefined as never,
			role: undefined as never,
			workloads: seen([
				`kubernetes://${clusterName}/shop/StatefulSet/shop-db`,
				`kubernetes://${clusterName}/shop/Deployment/recommendations`,
			]),
			roles: seen([`kubernetes://${clusterName}/-/Role/ci-helper`]),
		}),
		make("kubernetes.Role", "-", "ci-helper", {
			namespace: undefined as never,
			roleKind: "ClusterRole",
			rules: [{ apiGroups: [""], resources: ["secrets", "pods"], resourceNames: [], verbs: ["get", "list"], nonResourceUrls: [] }],
			bindings: seen([{ name: "ci-helper", builtIn: false, subjects: [{ kind: "ServiceAccount", name: "default", namespace: "shop" }] }]),
			databaseNamespaces: seen(["shop"]),
		}),
		make("kubernetes.Service", "shop", "shop-db", {
			type: "NodePort",
			ports: [{ port: 5432, protocol: "TCP", nodePort: 30432 }],
			workloads: seen([`kubernetes://${clusterName}/shop/StatefulSet/shop-db`]),
		}),
		make("kubernetes.DatabaseConfig", "shop", "shop-db-config", {
			settings: { ssl: "on", ssl_min_protocol_version: "TLSv1", password_encryption: "md5", log_connections: "off" },
			hba: [
				{ line: 1, type: "host", databases: ["all"], users: ["all"], address: "0.0.0.0/0", method: "md5", options: [] },
				{ line: 2, type: "host", databases: ["all"], users: ["admin_ui"], address: "10.0.0.0/8", method: "trust", options: [] },
			],
			usedBy: seen(["shop-db"]),
		}),
	];
}

/** The scope of what the cluster's own API shows. */
export const clusterScope = (scope: Scope): Scope => ({ ...scope, cluster: clusterName });
