import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { collectKubernetes } from "../../shared/collectors/kubernetes/collect.ts";
import { scannerManifest } from "../../shared/collectors/kubernetes/manifest.ts";
import type { ResourceKind, ResourceOf } from "../../shared/core/kinds.ts";
import { Resource } from "../../shared/core/resources/index.ts";
import { createApi } from "../../shared/kubernetes/api.ts";
import { createClient } from "../../shared/kubernetes/client.ts";
import type { KubernetesObject } from "../support/kubernetes/objects.ts";
import { definitions, operatedDatabases } from "../support/kubernetes/operators.ts";
import { type KubernetesServer, startKubernetes } from "../support/kubernetes/server.ts";

const canary = "CanaryS3cret";
const markup = `"><script>alert(1)</script>\n'; DROP TABLE x; -- データ \u202e`;

const owner = (kind: string, name: string, apiVersion = "apps/v1") => ({
	ownerReferences: [{ apiVersion, kind, name, uid: `uid-${name}`, controller: true }],
});
const labelled = (name: string, labels: object, more: object = {}) => ({ name, namespace: "data", labels, ...more });
const template = (labels: object, spec: object) => ({ metadata: { labels }, spec });

/** A PostgreSQL that CloudNativePG runs, a MySQL by hand, an API that uses both, and what surrounds them. */
const estate: readonly KubernetesObject[] = [
	{
		apiVersion: "v1",
		kind: "Secret",
		metadata: { name: "db", namespace: "data" },
		stringData: { password: canary, url: `postgres://a:${canary}@x/y` },
	},
	{
		apiVersion: "v1",
		kind: "ServiceAccount",
		metadata: { name: "api", namespace: "data", annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/api" } },
	},
	...["1", "2"].map((index) => ({
		apiVersion: "v1",
		kind: "Pod",
		metadata: labelled(
			`cnpg-${index}`,
			{ "cnpg.io/cluster": "cnpg", "cnpg.io/podRole": "instance", "cnpg.io/instanceRole": index === "1" ? "primary" : "replica" },
			owner("Cluster", "cnpg", "postgresql.cnpg.io/v1"),
		),
		spec: { nodeName: "node-a", containers: [{ name: "postgres", image: "ghcr.io/cloudnative-pg/postgresql:17.2" }] },
		status: { phase: "Running", podIP: `10.0.3.${index}`, podIPs: [{ ip: `10.0.3.${index}` }], startTime: "2026-06-15T00:00:00Z" },
	})),
	{
		apiVersion: "v1",
		kind: "Service",
		metadata: { name: "cnpg-rw", namespace: "data" },
		spec: { selector: { "cnpg.io/cluster": "cnpg", "cnpg.io/instanceRole": "primary" }, ports: [{ name: "postgres", port: 5432 }] },
	},
	{
		apiVersion: "apps/v1",
		kind: "StatefulSet",
		metadata: labelled("mysql", { "app.kubernetes.io/component": "database" }),
		spec: {
			serviceName: "mysql",
			selector: { matchLabels: { app: "mysql" } },
			template: template(
				{ app: "mysql" },
				{
					containers: [
						{
							name: "mysql",
							image: "mysql:8.4",
							args: ["--require-secure-transport=ON"],
							ports: [{ name: "sql", containerPort: 3306 }],
							env: [{ name: "MYSQL_ROOT_PASSWORD", value: canary }],
						},
					],
					volumes: [{ name: "conf", configMap: { name: "mysql" } }],
				},
			),
		},
	},
	{
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: "mysql", namespace: "data" },
		data: { "my.cnf": `[client]\npassword=${canary}\n[mysqld]\nlocal-infile=0\n` },
	},
	{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "app", namespace: "data" }, data: { DB_HOST: "cnpg-rw", DB_PASSWORD: canary } },
	{
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { name: "api", namespace: "data", annotations: { "kubectl.kubernetes.io/last-applied-configuration": canary, note: markup } },
		spec: {
			selector: { matchLabels: { app: "api" } },
			template: template(
				{ app: "api" },
				{
					serviceAccountName: "api",
					containers: [
						{
							name: "main",
							image: "registry.example.com/api:1.0",
							envFrom: [{ configMapRef: { name: "app" } }],
							env: [
								{ name: "DB_USER", value: "api" },
								{ name: "SECRET", valueFrom: { secretKeyRef: { name: "db", key: "password" } } },
								{ name: "MYSQL_URL", value: "mysql://api:$(SECRET)@mysql.data.svc:3306/shop?ssl-mode=VERIFY_IDENTITY" },
								{ name: "BROKEN_DB_URL", value: `postgres://x:${canary}@${markup}` },
							],
						},
					],
				},
			),
		},
	},
	{
		apiVersion: "apps/v1",
		kind: "ReplicaSet",
		metadata: labelled("api-6d4b", { app: "api" }, owner("Deployment", "api")),
		spec: { selector: { matchLabels: { app: "api" } }, template: template({ app: "api" }, { containers: [{ name: "main", image: "x" }] }) },
	},
	{
		apiVersion: "v1",
		kind: "Pod",
		metadata: labelled("api-6d4b-x", { app: "api" }, owner("ReplicaSet", "api-6d4b")),
		spec: { nodeName: "node-a", serviceAccountName: "api", containers: [{ name: "main", image: "x" }] },
		status: { phase: "Running", podIP: "10.0.4.7", podIPs: [{ ip: "10.0.4.7" }, { ip: "fd00::7" }] },
	},
	{
		apiVersion: "batch/v1",
		kind: "CronJob",
		metadata: { name: "dump", namespace: "data" },
		spec: {
			schedule: "0 3 * * *",
			jobTemplate: {
				spec: {
					template: {
						spec: { restartPolicy: "Never", containers: [{ name: "dump", image: "mysql:8.4", command: ["mysqldump", `-p${canary}`] }] },
					},
				},
			},
		},
	},
	{
		apiVersion: "networking.k8s.io/v1",
		kind: "NetworkPolicy",
		metadata: { name: "mysql", namespace: "data" },
		spec: {
			podSelector: { matchLabels: { app: "mysql" } },
			ingress: [{ from: [{ podSelector: { matchLabels: { app: "api" } }, namespaceSelector: {} }], ports: [{ port: "sql" }] }],
		},
	},
	{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "deny", namespace: "data" }, spec: { podSelector: {} } },
	{
		apiVersion: "rbac.authorization.k8s.io/v1",
		kind: "Role",
		metadata: { name: `odd "role" <b>`, namespace: "data" },
		rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }],
	},
	{
		apiVersion: "rbac.authorization.k8s.io/v1",
		kind: "RoleBinding",
		metadata: { name: "odd", namespace: "data" },
		roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: `odd "role" <b>` },
		subjects: [
			{ kind: "User", apiGroup: "rbac.authorization.k8s.io", name: markup },
			{ kind: "ServiceAccount", name: "api", namespace: "data" },
		],
	},
	{
		apiVersion: "external-secrets.io/v1",
		kind: "ExternalSecret",
		metadata: { name: "db", namespace: "data" },
		spec: { target: { name: "db" } },
	},
	{ apiVersion: "cilium.io/v2", kind: "CiliumNetworkPolicy", metadata: { name: "c", namespace: "data" }, spec: {} },
	...operatedDatabases,
];

const many = 1100;

describe("the collector on a real API server", () => {
	let kubernetes: KubernetesServer;

	/** Collects as a user of the groups; what comes out is held against the schemas. */
	async function collect(user: string, groups: readonly string[], namespaces?: readonly string[]) {
		const headers = { authorization: `Bearer ${kubernetes.token(user, [...groups])}` };
		const client = createClient(
			{ url: kubernetes.url, login: async () => ({ ca: kubernetes.authority, headers }), hint: () => undefined },
			{ version: "0.0.0", environment: {} },
		);
		await kubernetes.forgetCalls();
		try {
			const api = createApi(client, "real", namespaces);
			const { resources, errors } = await collectKubernetes(api, { partition: "-", account: "-", region: "-" });
			for (const resource of resources) Resource.parse(resource);
			return {
				resources,
				errors,
				calls: await kubernetes.calls(),
				one<K extends ResourceKind>(kind: K, name: string): ResourceOf<K> {
					const found = resources.filter((resource): resource is ResourceOf<K> => resource.kind === kind && resource.name === name);
					expect(found.map(({ arn }) => arn)).toHaveLength(1);
					return found[0] as ResourceOf<K>;
				},
			};
		} finally {
			client.close();
		}
	}

	const manifest = (namespaces?: readonly string[]) =>
		parseAllDocuments(scannerManifest(namespaces)).flatMap((document) => {
			const object = (document as { toJS(): KubernetesObject | null }).toJS();
			return object ? [object] : [];
		});

	beforeAll(async () => {
		kubernetes = await startKubernetes();
		await kubernetes.apply(definitions);
		await kubernetes.apply(estate);
		await kubernetes.apply(manifest());
		await kubernetes.apply(
			Array.from({ length: many }, (_, index) => ({
				apiVersion: "v1",
				kind: "ServiceAccount",
				metadata: { name: `sa-${index}`, namespace: "many" },
			})),
		);
	});
	afterAll(() => kubernetes?.stop());

	it("reads everything with the least rights, page by page, and no Secret", async () => {
		const { resources, errors, calls } = await collect("scanner", ["parapet-scanners"]);
		expect(errors).toEqual([]);
		expect(resources.filter(({ kind }) => kind === "kubernetes.ServiceAccount")).toHaveLength(many + 1);
		expect(new Set(resources.map(({ kind }) => kind)).size).toBe(8);
		// Nothing that could have been read was left unread, but for what only AWS knows.
		const unread = resources.flatMap((resource) =>
			Object.entries(resource)
				.filter(([, value]) => typeof value === "object" && "unread" in value)
				.map(([name, value]) => [name, value.unread.cause]),
		);
		expect(new Set(unread.map(([name]) => name))).toEqual(new Set(["role", "oidcIssuer", "podIdentityRole"]));

		expect(calls.filter(({ resource, uri }) => resource === "secrets" || /\/secrets([?/]|$)/.test(uri))).toEqual([]);
		expect(new Set(calls.filter(({ resource }) => resource !== "").map(({ verb }) => verb))).toEqual(new Set(["list"]));
		expect(
			calls
				.filter(({ status }) => status !== 200)
				.map(({ uri, status }) => [uri.split("?")[0], status])
				.toSorted(),
		).toEqual([
			["/apis/cilium.io/v2/ciliumclusterwidenetworkpolicies", 404],
			["/apis/crd.projectcalico.org/v1/globalnetworkpolicies", 404],
		]);
		const pages = calls.filter(({ resource }) => resource === "serviceaccounts").map(({ uri }) => new URL(uri, "https://x").searchParams);
		expect(pages.map((query) => [query.get("limit"), query.has("continue")])).toEqual([
			["500", false],
			["500", true],
			["500", true],
		]);
	});

	it("joins what belongs together", async () => {
		const { one } = await collect("scanner", ["parapet-scanners"]);
		expect(one("kubernetes.Workload", "cnpg")).toMatchObject({
			arn: "kubernetes://real/data/Cluster/cnpg",
			workloadKind: "Cluster",
			database: { engine: "postgres", by: "operator", container: "postgres" },
			pods: { value: [{ name: "cnpg-1", ips: ["10.0.3.1"], node: "node-a" }, { name: "cnpg-2" }] },
			services: { value: ["cnpg-rw"] },
			networkPolicies: { value: [{ name: "deny", isolatesIngress: true, isolatesEgress: false, ingress: [] }] },
			otherNetworkPolicies: { value: true },
		});
		expect(one("kubernetes.Workload", "mysql")).toMatchObject({
			database: { engine: "mysql", by: "label", container: "mysql" },
			databaseSettings: { require_secure_transport: "ON" },
			plaintextCredentials: { value: [{ container: "mysql", place: "MYSQL_ROOT_PASSWORD", reason: "passwordVariable" }] },
			networkPolicies: {
				value: [
					{ name: "deny" },
					{ name: "mysql", ingress: [{ kind: "pods", detail: "app=api in all namespaces", ports: [{ port: "3306", protocol: "TCP" }] }] },
				],
			},
			configMaps: ["mysql"],
		});
		const api = one("kubernetes.Workload", "api");
		expect(api.pods).toMatchObject({ value: [{ name: "api-6d4b-x", ips: ["10.0.4.7", "fd00::7"] }] });
		expect(api.databaseClients).toMatchObject({
			value: [
				{ engine: "postgres", host: "cnpg-rw", user: "api", partlySecret: false },
				{
					engine: "mysql",
					host: "mysql.data.svc",
					port: 3306,
					database: "shop",
					user: "api",
					tlsMode: "VERIFY_IDENTITY",
					partlySecret: false,
				},
				{ engine: "postgres" },
			],
		});
		expect(one("kubernetes.Workload", "dump")).toMatchObject({
			workloadKind: "CronJob",
			plaintextCredentials: { value: [{ reason: "argument" }] },
		});
		expect(one("kubernetes.Service", "cnpg-rw")).toMatchObject({
			workloads: { value: ["kubernetes://real/data/Cluster/cnpg"] },
			database: { value: { engine: "postgres" } },
		});
		expect(one("kubernetes.DatabaseConfig", "mysql")).toMatchObject({ settings: { local_infile: "0" }, usedBy: { value: ["mysql"] } });
		expect(one("kubernetes.Namespace", "data")).toMatchObject({
			databaseWorkloads: { value: ["cnpg", "mysql"] },
			defaultDenyIngress: { value: true },
			externalSecrets: { value: ["db"] },
		});
		expect(one("kubernetes.ServiceAccount", "api")).toMatchObject({
			usesDatabase: { value: true },
			// The API server binds roles of its own to all service accounts, some time after its start.
			roles: { value: expect.arrayContaining([`kubernetes://real/data/Role/odd "role" <b>`]) },
		});
	});

	it("reads what every operator is asked for", async () => {
		const { resources } = await collect("scanner", ["parapet-scanners"]);
		const found = resources.filter((resource) => resource.kind === "kubernetes.OperatorDatabase");
		expect(found.map(({ operator, name, engine, tlsRequired, exposed }) => [operator, name, engine, tlsRequired, exposed])).toEqual([
			["cloudnative-pg", "cnpg", "postgres", true, false],
			["zalando", "zalando", "postgres", undefined, undefined],
			["crunchy", "crunchy", "postgres", true, false],
			["percona-pg", "percona", "postgres", true, true],
			["percona-xtradb", "pxc", "mysql", undefined, false],
			["mariadb-operator", "mariadb", "mariadb", true, false],
			["mysql-operator", "innodb", "mysql", false, false],
			["ack-rds", "rds", "postgres", undefined, false],
			["ack-rds", "aurora", "mysql", undefined, undefined],
		]);
	});

	it("keeps hostile names as they are, and nothing of any secret", async () => {
		const { resources, errors, one } = await collect("scanner", ["parapet-scanners"]);
		expect(JSON.stringify({ resources, errors })).not.toContain(canary);
		expect(one("kubernetes.Role", `odd "role" <b>`).bindings).toMatchObject({
			value: [{ subjects: [{ kind: "User", name: markup }, { name: "api" }] }],
		});
	});

	it("knows the roles that come with Kubernetes, with what they aggregate and who holds them", async () => {
		const { one } = await collect("scanner", ["parapet-scanners"]);
		expect(one("kubernetes.Role", "cluster-admin")).toMatchObject({
			builtIn: true,
			bindings: { value: [{ name: "cluster-admin", builtIn: true, subjects: [{ kind: "Group", name: "system:masters" }] }] },
		});
		const edit = one("kubernetes.Role", "edit").rules;
		expect(edit.some(({ resources, verbs }) => resources.includes("secrets") && verbs.includes("list"))).toBe(true);
		const own = one("kubernetes.Role", "parapet-scanner");
		expect(own.builtIn).toBe(false);
		expect(own.rules.some(({ resources }) => resources.includes("secrets") || resources.includes("*"))).toBe(false);
		expect(one("kubernetes.Namespace", "data").secretReaders).toMatchObject({
			value: expect.not.arrayContaining([expect.objectContaining({ subject: { kind: "Group", name: "system:masters" } })]),
		});
	});

	it("says what it may not read, and leaves every fact that depends on it unread", async () => {
		const { resources, errors, one } = await collect("nobody", ["strangers"]);
		expect(resources.map(({ kind }) => kind)).toEqual(["kubernetes.Cluster"]);
		expect(new Set(errors.map(({ cause }) => cause))).toEqual(new Set(["denied"]));
		expect(new Set(errors.flatMap(({ kinds }) => kinds)).size).toBe(7);
		expect(one("kubernetes.Cluster", "real")).toMatchObject({
			nodes: { unread: {} },
			awsAuth: { unread: {} },
			networkPolicyEngine: { unread: {} },
			namespaces: { unread: {} },
		});
	});

	it("reads one namespace with rights in that one only", async () => {
		const renamed = JSON.parse(JSON.stringify(manifest(["data"])).replaceAll("parapet-scanner", "narrow-scanner")) as KubernetesObject[];
		await kubernetes.apply(renamed);
		const { resources, errors, calls, one } = await collect("narrow", ["narrow-scanners"], ["data"]);
		expect(errors).toEqual([]);
		expect(new Set(calls.map(({ namespace }) => namespace))).toEqual(new Set(["", "data"]));
		expect(resources.filter(({ kind }) => kind === "kubernetes.Namespace").map(({ name }) => name)).toEqual(["data"]);
		expect(one("kubernetes.Cluster", "real")).toMatchObject({ onlyNamespaces: ["data"], awsAuth: { unread: { cause: "skipped" } } });
		expect(one("kubernetes.Workload", "cnpg").pods).toMatchObject({ value: [{}, {}] });
	});
});
