import { describe, expect, it } from "vitest";
import { kubernetesLists } from "../../../shared/collectors/kubernetes/scan.permissions.ts";
import type { Unread } from "../../../shared/core/observed.ts";
import {
	collectFrom,
	configMap,
	container,
	controller,
	known,
	type Manifest,
	namespaceNamed,
	object,
	owned,
	pod,
} from "../../support/kubernetes/fake-api.ts";

const namesOf = (resources: readonly { kind: string; name: string }[]) =>
	resources.map(({ kind, name }) => `${kind.replace("kubernetes.", "")} ${name}`);

const estate: Manifest[] = [
	namespaceNamed("orders", { "pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/warn": "baseline" }),
	namespaceNamed("kube-system"),
	controller("StatefulSet", "db", { containers: [{ name: "db", image: "postgres:18" }], volumes: [{ configMap: { name: "conf" } }] }),
	controller("Deployment", "api", { containers: [container({ env: [{ name: "PGHOST", value: "db" }] })] }),
	object("batch/v1", "Job", "dump", { spec: { template: { spec: { containers: [{ name: "x", image: "postgres" }] } } } }),
	object("v1", "ServiceAccount", "default"),
	object("v1", "Service", "db", { spec: { selector: { app: "db" } } }),
	configMap("conf", { "postgresql.conf": "ssl = on" }),
	object("rbac.authorization.k8s.io/v1", "Role", "r"),
	object("rbac.authorization.k8s.io/v1", "ClusterRole", "c", {}, undefined),
	object("postgresql.cnpg.io/v1", "Cluster", "main", { spec: {} }),
	object("external-secrets.io/v1", "ExternalSecret", "db-password", { spec: { target: { name: "db" } } }),
	object("external-secrets.io/v1", "ExternalSecret", "api-key", { spec: {} }),
	object("secrets-store.csi.x-k8s.io/v1", "SecretProviderClass", "aws", { spec: { secretObjects: [{ secretName: "tls" }] } }),
];

describe("reading a cluster", () => {
	it("makes every kind of resource, with the place of the cluster", async () => {
		const { resources, errors } = await collectFrom(estate);
		expect(namesOf(resources)).toEqual([
			"Cluster prod",
			"Namespace orders",
			"Namespace kube-system",
			"Workload api",
			"Workload dump",
			"Workload db",
			"ServiceAccount default",
			"Role c",
			"Role r",
			"Service db",
			"DatabaseConfig conf",
			"OperatorDatabase main",
		]);
		expect(errors).toEqual([]);
		for (const resource of resources)
			expect(resource).toMatchObject({ partition: "aws", account: "123456789012", region: "eu-west-1", cluster: "prod" });
	});

	it("knows of a namespace what is in it", async () => {
		const { one } = await collectFrom(estate);
		expect(one("kubernetes.Namespace", "orders")).toMatchObject({
			arn: "kubernetes://prod/-/Namespace/orders",
			system: false,
			podSecurity: { enforce: "restricted", warn: "baseline" },
			workloads: { value: ["api", "db", "dump"] },
			databaseWorkloads: { value: ["db"] },
			networkPolicies: { value: [] },
			defaultDenyIngress: { value: false },
			externalSecrets: { value: ["api-key", "db", "tls"] },
		});
		expect(one("kubernetes.Namespace", "kube-system").system).toBe(true);
	});

	it("asks for each list once, in the version that the server prefers, and never for Secrets", async () => {
		const { asked } = await collectFrom(estate);
		const names = asked.map(({ group, version, plural }) => `${plural}.${group}/${version}`);
		expect(new Set(names).size).toBe(names.length);
		expect(names).toContain("clusters.postgresql.cnpg.io/v1");
		expect(asked).toEqual(expect.arrayContaining(Object.values(kubernetesLists)));
		expect(asked.filter(({ plural }) => /^secrets?$/.test(plural))).toEqual([]);
		// Groups that the server does not have are not asked for.
		expect(asked.filter(({ group }) => group === "acid.zalan.do")).toEqual([]);
	});

	it("takes a custom resource from another version of its group where the preferred one lacks it", async () => {
		const objects = [
			object("cilium.io/v2alpha1", "CiliumLoadBalancerIPPool", "x"),
			object("cilium.io/v2", "CiliumNetworkPolicy", "p"),
			namespaceNamed("orders"),
		];
		expect((await collectFrom(objects)).one("kubernetes.Namespace", "orders").otherNetworkPolicies).toEqual({ value: true });
	});
});

describe("a list that fails", () => {
	it.each<[string, string[]]>([
		["namespaces", ["kubernetes.Namespace"]],
		["pods", ["kubernetes.Workload"]],
		["deployments.apps", ["kubernetes.Workload"]],
		["statefulsets.apps", ["kubernetes.Workload"]],
		["daemonsets.apps", ["kubernetes.Workload"]],
		["replicasets.apps", ["kubernetes.Workload"]],
		["jobs.batch", ["kubernetes.Workload"]],
		["cronjobs.batch", ["kubernetes.Workload"]],
		["serviceaccounts", ["kubernetes.ServiceAccount"]],
		["services", ["kubernetes.Service"]],
		["configmaps", ["kubernetes.DatabaseConfig"]],
		["roles.rbac.authorization.k8s.io", ["kubernetes.Role"]],
		["clusterroles.rbac.authorization.k8s.io", ["kubernetes.Role"]],
		["clusters.postgresql.cnpg.io", ["kubernetes.OperatorDatabase"]],
		["nodes", []],
		["networkpolicies.networking.k8s.io", []],
		["rolebindings.rbac.authorization.k8s.io", []],
		["clusterrolebindings.rbac.authorization.k8s.io", []],
		["externalsecrets.external-secrets.io", []],
	])("%s costs %j", async (name, kinds) => {
		for (const cause of ["denied", "timeout", "malformed"] as const) {
			const { errors } = await collectFrom(estate, { failing: { [name]: cause } });
			expect(errors).toEqual([
				{
					service: "kubernetes",
					operation: `list ${name}`,
					cause,
					message: `${cause}.`,
					kinds,
					scope: { partition: "aws", account: "123456789012", region: "eu-west-1", cluster: "prod" },
				},
			]);
		}
	});

	it("never leaves a fact that depends on it read as empty", async () => {
		/** Facts by list, without which they must be unread. */
		const workload = ["workloads", "databaseWorkloads", "databaseNamespaces", "usedBy", "database"];
		const depending: Record<string, string[]> = {
			pods: [...workload, "pods"],
			"replicasets.apps": [...workload],
			"daemonsets.apps": [...workload, "networkPolicyEngine"],
			"jobs.batch": workload,
			services: ["services"],
			nodes: ["nodes", "networkPolicyEngine"],
			namespaces: ["namespaces"],
			configmaps: ["awsAuth", "networkPolicyEngine"],
			"networkpolicies.networking.k8s.io": ["networkPolicies", "defaultDenyIngress"],
			"rolebindings.rbac.authorization.k8s.io": ["bindings", "secretReaders", "roles"],
			"roles.rbac.authorization.k8s.io": ["secretReaders", "roles"],
			"externalsecrets.external-secrets.io": ["externalSecrets"],
		};
		for (const [name, facts] of Object.entries(depending)) {
			const { resources } = await collectFrom(
				estate.filter(({ kind }) => kind !== "StatefulSet"),
				{ failing: { [name]: "denied" } },
			);
			for (const fact of facts) {
				const holders = resources.filter((resource) => isFact((resource as unknown as Record<string, unknown>)[fact]));
				expect([name, fact, holders.length > 0]).toEqual([name, fact, true]);
				for (const resource of holders) {
					const value = (resource as unknown as Record<string, { unread?: Unread }>)[fact];
					expect([name, resource.arn, fact, value?.unread?.cause]).toEqual([name, resource.arn, fact, "denied"]);
				}
			}
		}
	});

	it("is one error when groups are not known, with every fact of custom resources unread", async () => {
		const { errors, one } = await collectFrom(estate, { groupsUnread: "denied" });
		expect(errors).toMatchObject([{ operation: "get apis", cause: "denied", kinds: ["kubernetes.OperatorDatabase"] }]);
		expect(one("kubernetes.Namespace", "orders")).toMatchObject({ externalSecrets: { unread: {} }, otherNetworkPolicies: { unread: {} } });
	});

	it("is none where a group is not there, or a group lacks the resource", async () => {
		const { errors, all } = await collectFrom([], { groups: ["acid.zalan.do"], failing: { "postgresqls.acid.zalan.do": "notFound" } });
		expect(errors).toEqual([]);
		expect(all("kubernetes.OperatorDatabase")).toEqual([]);
	});
});

const isFact = (value: unknown): boolean => typeof value === "object" && value !== null && ("value" in value || "unread" in value);

describe("chosen namespaces", () => {
	it("are said to be all that was read, and what only others know stays unread", async () => {
		const { one, all, errors } = await collectFrom(estate, { namespaces: ["orders"] });
		expect(all("kubernetes.Namespace").map(({ name }) => name)).toEqual(["orders"]);
		expect(one("kubernetes.Cluster", "prod")).toMatchObject({
			onlyNamespaces: ["orders"],
			awsAuth: { unread: { cause: "skipped", message: expect.stringContaining("kube-system") } },
			networkPolicyEngine: { unread: { cause: "skipped" } },
		});
		expect(errors).toEqual([]);
	});

	it("read kube-system's facts when it is among them", async () => {
		const { one } = await collectFrom(estate, { namespaces: ["orders", "kube-system"] });
		expect(one("kubernetes.Cluster", "prod")).toMatchObject({ awsAuth: { value: null }, networkPolicyEngine: { value: null } });
	});

	it("may lack what only the whole cluster shows, which is then unread", async () => {
		const failing = Object.fromEntries(
			["nodes", "clusterroles.rbac.authorization.k8s.io", "clusterrolebindings.rbac.authorization.k8s.io"].map((name) => [
				name,
				"denied" as const,
			]),
		);
		const { one, errors } = await collectFrom(estate, { namespaces: ["orders"], failing });
		expect(one("kubernetes.Cluster", "prod").nodes).toMatchObject({ unread: { cause: "denied" } });
		expect(one("kubernetes.Namespace", "orders").secretReaders).toMatchObject({ unread: { cause: "denied" } });
		expect(one("kubernetes.Role", "r").bindings).toEqual({ value: [] });
		expect(errors.map(({ kinds }) => kinds)).toEqual([[], ["kubernetes.Role"], []]);
	});

	it("that do not exist are no failure of the list: who chose them is told elsewhere", async () => {
		const { errors, one } = await collectFrom(estate, { namespaces: ["orders", "gone"], failing: { namespaces: "notFound" } });
		expect(errors).toEqual([]);
		expect(one("kubernetes.Cluster", "prod").onlyNamespaces).toEqual(["orders", "gone"]);
	});
});

describe("secrets", () => {
	const canary = "CanaryS3cret";
	it("that stand in objects end in no resource and no error", async () => {
		const env = [
			{ name: "DB_PASSWORD", value: canary },
			{ name: "API_TOKEN", value: canary },
			{ name: "DATABASE_URL", value: `postgres://app:${canary}@db/orders?sslmode=require&password=${canary}` },
			{ name: "OTHER_DSN", value: `app:${canary}@tcp(db:3306)/orders` },
			{ name: "DB_HOST", value: `https://x:${canary}@y/` },
			{ name: "PGHOST", value: `${canary} with spaces` },
			{ name: "PGSSLMODE", value: `verify-full password=${canary}!` },
			{ name: "PGUSER", value: `a:${canary}` },
			{ name: "POSTGRES_DB", value: `x?password=${canary}` },
			{ name: "COPY", value: "$(DB_PASSWORD)" },
		];
		const spec = {
			containers: [
				container({
					env,
					args: [`--password=${canary}`, `postgres://a:${canary}@db/o`],
					command: ["sh", "-c", `PGPASSWORD=${canary} psql`],
				}),
				{ name: "db", image: "postgres:18", env, args: ["-c", `app.secret=${canary}`, `--primary_conninfo=password=${canary}`] },
				{ name: "my", image: "mariadb:11", env, args: [`--wsrep_sst_auth=a:${canary}`] },
			],
		};
		const annotations = { "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify(env), other: canary };
		const { resources, errors } = await collectFrom([
			...["Deployment", "StatefulSet"].map((kind) => controller(kind, "x", spec, { metadata: { annotations }, annotations })),
			pod("bare", { spec, metadata: { annotations } }),
			configMap("m", {
				"postgresql.conf": `primary_conninfo = 'password=${canary}'\n${canary} = 'x\n`,
				"my.cnf": `[client]\npassword=${canary}`,
				other: canary,
			}),
			configMap("aws-auth", { mapRoles: `- rolearn: x\n  username: ${canary}` }, "kube-system"),
			{ ...object("v1", "ServiceAccount", "a"), metadata: { name: "a", namespace: "orders", annotations } },
			{ ...object("v1", "Service", "s"), metadata: { name: "s", namespace: "orders", annotations } },
			object("postgresql.cnpg.io/v1", "Cluster", "c", {
				spec: {
					postgresql: {
						parameters: { "app.secret": canary, archive_command: canary },
						pg_hba: [`host all all all ldap ldapbindpasswd=${canary}`],
					},
				},
			}),
			object("mysql.oracle.com/v2", "InnoDBCluster", "i", {
				spec: { mycnf: `[mysqld]\nmaster-password=${canary}\n[client]\npassword=${canary}` },
			}),
		]);
		expect(resources.length).toBe(9);
		expect(JSON.stringify({ resources, errors })).not.toContain(canary);
	});
});

describe("size", () => {
	it("reads 2,000 workloads with 5,000 pods, their Services, policies and roles", async () => {
		const objects: Manifest[] = [];
		for (let index = 0; index < 2000; index++) {
			const name = `app-${index}`;
			objects.push(
				controller(
					"Deployment",
					name,
					{ serviceAccountName: name, containers: [container({ env: [{ name: "PGHOST", value: "db" }] })] },
					{ labels: { team: "x" } },
				),
				{
					...controller("ReplicaSet", `${name}-1`, {}),
					metadata: { name: `${name}-1`, namespace: "orders", ...owned("Deployment", name) },
				},
				object("v1", "ServiceAccount", name),
				object("v1", "Service", name, { spec: { selector: { app: name, team: "x" } } }),
				object("networking.k8s.io/v1", "NetworkPolicy", name, { spec: { podSelector: { matchLabels: { team: "x", app: name } } } }),
				object("rbac.authorization.k8s.io/v1", "RoleBinding", name, {
					roleRef: { kind: "Role", name: "r" },
					subjects: [{ kind: "ServiceAccount", name, namespace: "orders" }],
				}),
			);
		}
		for (let index = 0; index < 5000; index++)
			objects.push(
				pod(`app-${index % 2000}-1-${index}`, {
					metadata: { labels: { app: `app-${index % 2000}` }, ...owned("ReplicaSet", `app-${index % 2000}-1`) },
				}),
			);
		const { all, one } = await collectFrom([...objects, namespaceNamed("orders"), object("rbac.authorization.k8s.io/v1", "Role", "r")]);
		expect(all("kubernetes.Workload")).toHaveLength(2000);
		const last = one("kubernetes.Workload", "app-999");
		expect(known(last.pods)).toHaveLength(3);
		expect(known(last.services)).toEqual(["app-999"]);
		expect(known(last.networkPolicies).map(({ name }) => name)).toEqual(["app-999"]);
		expect(known(one("kubernetes.Role", "r").bindings)).toHaveLength(2000);
	});
});
