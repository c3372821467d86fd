import { describe, expect, it } from "vitest";
import { collectFrom, container, controller, known, type Manifest, object, owned, pod } from "../../support/kubernetes/fake-api.ts";

const replicaSet = (name: string, more: { metadata?: object; replicas?: number } = {}): Manifest => ({
	...controller("ReplicaSet", name, { containers: [container()] }, { metadata: more.metadata ?? {} }),
	...(more.replicas === undefined
		? {}
		: { spec: { replicas: more.replicas, template: { metadata: {}, spec: { containers: [container({ name: name })] } } } }),
});

const shown = async (objects: readonly Manifest[], options = {}) =>
	(await collectFrom(objects, options))
		.all("kubernetes.Workload")
		.map(({ workloadKind, name, pods }) => [
			`${workloadKind}/${name}`,
			"unread" in pods ? "unread" : pods.value.map((entry) => entry.name),
		]);

describe("what runs", () => {
	it("gives pods to what owns them at the top of the chain", async () => {
		expect(
			await shown([
				controller("Deployment", "api", { containers: [container()] }),
				replicaSet("api-1", { metadata: owned("Deployment", "api") }),
				pod("api-1-x", { metadata: owned("ReplicaSet", "api-1") }),
				pod("api-1-a", { metadata: owned("ReplicaSet", "api-1") }),
				controller("StatefulSet", "db", { containers: [container()] }),
				pod("db-0", { metadata: owned("StatefulSet", "db") }),
				controller("DaemonSet", "agent", { containers: [container()] }),
				pod("agent-z", { metadata: owned("DaemonSet", "agent") }),
				object("batch/v1", "CronJob", "dump", { spec: { jobTemplate: { spec: { template: { spec: { containers: [container()] } } } } } }),
				{
					...object("batch/v1", "Job", "dump-1"),
					metadata: { name: "dump-1", namespace: "orders", ...owned("CronJob", "dump", "batch/v1") },
				},
				pod("dump-1-q", { metadata: owned("Job", "dump-1", "batch/v1") }),
				object("batch/v1", "Job", "migrate", { spec: { template: { spec: { containers: [container()] } } } }),
				pod("migrate-q", { metadata: owned("Job", "migrate", "batch/v1") }),
				replicaSet("alone"),
				pod("alone-1", { metadata: owned("ReplicaSet", "alone") }),
				pod("bare"),
			]),
		).toEqual([
			["CronJob/dump", ["dump-1-q"]],
			["DaemonSet/agent", ["agent-z"]],
			["Deployment/api", ["api-1-a", "api-1-x"]],
			["Job/migrate", ["migrate-q"]],
			["Pod/bare", ["bare"]],
			["ReplicaSet/alone", ["alone-1"]],
			["StatefulSet/db", ["db-0"]],
		]);
	});

	it("makes one workload of the pods that a custom resource owns, directly or by ReplicaSets, and one of each static pod", async () => {
		const cluster = {
			metadata: { labels: { "cnpg.io/cluster": "main", role: "x" }, ...owned("Cluster", "main", "postgresql.cnpg.io/v1") },
		};
		const objects = [
			pod("main-1", cluster),
			pod("main-2", { metadata: { ...cluster.metadata, labels: { "cnpg.io/cluster": "main", role: "y" } } }),
			replicaSet("web-old", {
				metadata: { ...owned("Rollout", "web", "argoproj.io/v1alpha1"), creationTimestamp: "2026-01-01T00:00:00Z" },
				replicas: 2,
			}),
			replicaSet("web-new", {
				metadata: { ...owned("Rollout", "web", "argoproj.io/v1alpha1"), creationTimestamp: "2026-06-01T00:00:00Z" },
				replicas: 1,
			}),
			replicaSet("web-next", {
				metadata: { ...owned("Rollout", "web", "argoproj.io/v1alpha1"), creationTimestamp: "2026-07-01T00:00:00Z" },
				replicas: 0,
			}),
			pod("web-new-1", { metadata: owned("ReplicaSet", "web-new") }),
			pod("proxy-node-a", { metadata: owned("Node", "node-a", "v1") }),
		];
		expect(await shown(objects)).toEqual([
			["Cluster/main", ["main-1", "main-2"]],
			["Pod/proxy-node-a", ["proxy-node-a"]],
			["Rollout/web", ["web-new-1"]],
		]);
		const { one } = await collectFrom(objects);
		expect(one("kubernetes.Workload", "main")).toMatchObject({
			arn: "kubernetes://prod/orders/Cluster/main",
			tags: { value: { "cnpg.io/cluster": "main" } },
		});
		expect(known(one("kubernetes.Workload", "main").tags)).toEqual({ "cnpg.io/cluster": "main" });
		expect(one("kubernetes.Workload", "web").containers.map(({ name }) => name)).toEqual(["web-new"]);
	});

	it("tells owners of one name and kind in different groups apart", async () => {
		expect(
			await shown([
				pod("a", { metadata: owned("Cluster", "main", "postgresql.cnpg.io/v1") }),
				pod("b", { metadata: owned("Cluster", "main", "example.com/v1") }),
			]),
		).toEqual([
			["Cluster/main", ["a"]],
			["Cluster.example.com/main", ["b"]],
		]);
	});

	it("counts only pods that run, and no bare pod that has ended", async () => {
		const status = (phase: string) => ({ status: { phase } });
		expect(
			await shown([
				controller("StatefulSet", "db", { containers: [container()] }),
				...["Running", "Pending", "Succeeded", "Failed", "Unknown"].map((phase) =>
					pod(`db-${phase.toLowerCase()}`, { metadata: owned("StatefulSet", "db"), ...status(phase) }),
				),
				pod("done", status("Succeeded")),
				pod("failed", status("Failed")),
				pod("waiting", status("Pending")),
			]),
		).toEqual([
			["Pod/waiting", []],
			["StatefulSet/db", ["db-running"]],
		]);
	});

	it("says of each pod where it is", async () => {
		const { one } = await collectFrom([
			pod("two", { status: { podIP: "10.0.3.7", podIPs: [{ ip: "10.0.3.7" }, { ip: "2001:db8::7" }] } }),
			pod("old", { spec: { hostNetwork: true }, status: { podIP: "10.0.1.9", podIPs: undefined, startTime: "soon" } }),
		]);
		expect(known(one("kubernetes.Workload", "two").pods)).toEqual([
			{
				name: "two",
				ips: ["10.0.3.7", "2001:db8::7"],
				node: "node-a",
				hostNetwork: false,
				phase: "Running",
				startedAt: "2026-06-15T00:00:00.000Z",
			},
		]);
		expect(known(one("kubernetes.Workload", "old").pods)).toEqual([
			{ name: "old", ips: ["10.0.1.9"], node: "node-a", hostNetwork: true, phase: "Running" },
		]);
	});

	it("keeps pods of owners whose list failed out of the way, and their workloads' pods unread", async () => {
		const api = [
			controller("Deployment", "api", { containers: [container()] }),
			replicaSet("api-1", { metadata: owned("Deployment", "api") }),
			pod("api-1-x", { metadata: owned("ReplicaSet", "api-1") }),
			controller("StatefulSet", "db", { containers: [container()] }),
			pod("db-0", { metadata: owned("StatefulSet", "db") }),
		];
		expect(await shown(api, { failing: { "replicasets.apps": "denied" } })).toEqual([
			["Deployment/api", "unread"],
			["StatefulSet/db", ["db-0"]],
		]);
		expect(await shown(api, { failing: { "statefulsets.apps": "denied" } })).toEqual([["Deployment/api", ["api-1-x"]]]);
		expect(await shown(api, { failing: { "deployments.apps": "denied" } })).toEqual([["StatefulSet/db", ["db-0"]]]);
		expect(await shown(api, { failing: { pods: "timeout" } })).toEqual([
			["Deployment/api", "unread"],
			["StatefulSet/db", "unread"],
		]);
	});

	it("finds the Deployment of a pod whose ReplicaSet is gone by the hash in its name", async () => {
		expect(
			await shown([
				controller("Deployment", "api", { containers: [container()] }),
				pod("api-7d-x", { metadata: { labels: { "pod-template-hash": "7d" }, ...owned("ReplicaSet", "api-7d") } }),
			]),
		).toEqual([["Deployment/api", ["api-7d-x"]]]);
	});
});

describe("how it runs", () => {
	const one = async (spec: object, more: Parameters<typeof controller>[3] = {}, others: readonly Manifest[] = [], options = {}) =>
		(await collectFrom([controller("Deployment", "api", spec, more), ...others], options)).one("kubernetes.Workload", "api");

	it("resolves what container and pod set together", async () => {
		const { containers } = await one({
			securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
			resources: { limits: { memory: "1Gi" } },
			initContainers: [
				{ name: "prepare", image: "busybox" },
				{ name: "proxy", image: "envoy", restartPolicy: "Always" },
			],
			containers: [
				{
					name: "main",
					image: "app:1",
					securityContext: {
						runAsNonRoot: false,
						runAsUser: 0,
						privileged: true,
						allowPrivilegeEscalation: false,
						readOnlyRootFilesystem: true,
						seccompProfile: { type: "Unconfined" },
						capabilities: { add: ["NET_ADMIN"], drop: ["ALL"] },
					},
					resources: { limits: { memory: "512Mi", cpu: 1 } },
					ports: [{ containerPort: 8080 }, { containerPort: 53, protocol: "UDP", hostPort: 53 }],
				},
			],
		});
		const inherited = {
			runAsNonRoot: true,
			runAsUser: 1000,
			seccompProfile: "RuntimeDefault",
			memoryLimit: "1Gi",
			capabilitiesAdded: [],
			capabilitiesDropped: [],
			ports: [],
		};
		expect(containers).toEqual([
			{ name: "prepare", image: "busybox", init: true, ...inherited },
			{ name: "proxy", image: "envoy", init: false, ...inherited },
			{
				name: "main",
				image: "app:1",
				init: false,
				privileged: true,
				allowPrivilegeEscalation: false,
				runAsNonRoot: false,
				runAsUser: 0,
				readOnlyRootFilesystem: true,
				capabilitiesAdded: ["NET_ADMIN"],
				capabilitiesDropped: ["ALL"],
				seccompProfile: "Unconfined",
				memoryLimit: "512Mi",
				cpuLimit: "1",
				ports: [
					{ port: 8080, protocol: "TCP" },
					{ port: 53, protocol: "UDP", hostPort: 53 },
				],
			},
		]);
	});

	it("names Secrets, providers, ConfigMaps and host paths that are mounted or taken as variables", async () => {
		const workload = await one({
			hostNetwork: true,
			hostPID: true,
			hostIPC: true,
			volumes: [
				{ name: "a", secret: { secretName: "tls" } },
				{ name: "b", projected: { sources: [{ secret: { name: "ca" } }, { configMap: { name: "trust" } }, { secret: { name: "tls" } }] } },
				{ name: "c", configMap: { name: "settings" } },
				{ name: "d", hostPath: { path: "/var/lib" } },
				{ name: "e", csi: { driver: "secrets-store.csi.k8s.io", volumeAttributes: { secretProviderClass: "aws" } } },
				{ name: "f", csi: { driver: "ebs.csi.aws.com", volumeAttributes: { secretProviderClass: "no" } } },
			],
			containers: [
				container({
					env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
					envFrom: [{ secretRef: { name: "all" } }],
				}),
			],
		});
		expect(workload).toMatchObject({
			hostNetwork: true,
			hostPid: true,
			hostIpc: true,
			hostPaths: ["/var/lib"],
			secretVolumes: [{ secret: "tls" }, { secret: "ca" }],
			secretProviders: ["aws"],
			configMaps: ["settings", "trust"],
			secretVariables: [
				{ container: "main", secret: "all" },
				{ container: "main", variable: "DB_PASSWORD", secret: "db", key: "password" },
			],
		});
	});

	it("knows whether a token is mounted: by the pod, else its account, else as Kubernetes does", async () => {
		const account = (automountServiceAccountToken: boolean) => object("v1", "ServiceAccount", "app", { automountServiceAccountToken });
		const mounted = async (spec: object, others: readonly Manifest[] = [], options = {}) =>
			(await one({ serviceAccountName: "app", containers: [container()], ...spec }, {}, others, options)).tokenMounted;
		expect(await mounted({}, [account(false)])).toEqual({ value: false });
		expect(await mounted({}, [account(true)])).toEqual({ value: true });
		expect(await mounted({})).toEqual({ value: true });
		expect(await mounted({ automountServiceAccountToken: true }, [account(false)])).toEqual({ value: true });
		expect(await mounted({ automountServiceAccountToken: false }, [account(true)])).toEqual({ value: false });
		const failing = { failing: { serviceaccounts: "denied" } };
		expect(await mounted({ automountServiceAccountToken: false }, [], failing)).toEqual({ value: false });
		expect(await mounted({}, [], failing)).toMatchObject({ unread: { cause: "denied" } });
		const token = (audience?: string) => ({
			automountServiceAccountToken: false,
			volumes: [{ name: "t", projected: { sources: [{ serviceAccountToken: { path: "token", ...(audience ? { audience } : {}) } }] } }],
		});
		expect(await mounted(token())).toEqual({ value: true });
		expect(await mounted(token("sts.amazonaws.com"))).toEqual({ value: false });
	});

	it("runs as the account that it names, by either name of the field, else as default", async () => {
		expect((await one({ containers: [] })).serviceAccount).toBe("default");
		expect((await one({ containers: [], serviceAccount: "old" })).serviceAccount).toBe("old");
		expect((await one({ containers: [], serviceAccount: "old", serviceAccountName: "new" })).serviceAccount).toBe("new");
	});

	it("survives objects of no shape at all", async () => {
		for (const spec of [null, 1, "x", [], { containers: "x" }, { containers: [null, 1, {}], volumes: {}, securityContext: [] }])
			expect((await one(spec as object)).name).toBe("api");
	});
});

describe("databases among workloads", () => {
	const database = async (kind: string, spec: object, labels: object = {}, metadata: object = {}) =>
		(await collectFrom([controller(kind, "x", spec, { labels, metadata })])).one("kubernetes.Workload", "x").database;
	const image = (name: string, more: object = {}) => ({ containers: [{ name: "main", image: name, ...more }] });

	it("are told by image, by label, and by an operator's labels, the last first", async () => {
		expect(await database("Deployment", image("postgres:18"))).toEqual({ engine: "postgres", by: "image", container: "main" });
		expect(await database("Deployment", image("postgres:18"), { "app.kubernetes.io/component": "database" })).toEqual({
			engine: "postgres",
			by: "label",
			container: "main",
		});
		expect(await database("Deployment", image("x"), { "app.kubernetes.io/component": "database" })).toEqual({
			engine: "unknown",
			by: "label",
			container: "main",
		});
		expect(
			await database("Deployment", image("x"), { "app.kubernetes.io/component": "database", "app.kubernetes.io/name": "postgresql" }),
		).toMatchObject({ engine: "postgres" });
		expect(await database("StatefulSet", image("x"), { "cnpg.io/cluster": "main" })).toEqual({ engine: "postgres", by: "operator" });
		expect(await database("StatefulSet", image("mariadb:11"), {}, owned("MariaDB", "m", "k8s.mariadb.com/v1alpha1"))).toEqual({
			engine: "mariadb",
			by: "operator",
			container: "main",
		});
	});

	it.each([
		[{ "cnpg.io/cluster": "main", "cnpg.io/podRole": "instance" }, "postgres"],
		[{ application: "spilo", "cluster-name": "main" }, "postgres"],
		[{ "postgres-operator.crunchydata.com/cluster": "main", "postgres-operator.crunchydata.com/instance": "i" }, "postgres"],
		[{ "app.kubernetes.io/managed-by": "percona-xtradb-cluster-operator", "app.kubernetes.io/component": "pxc" }, "mysql"],
		[{ "mysql.oracle.com/cluster": "main", "app.kubernetes.io/component": "database" }, "mysql"],
		[{ "k8s.mariadb.com/role": "primary" }, "mariadb"],
	])("are told by the labels %j", async (labels, engine) => {
		expect(await database("StatefulSet", image("x"), labels)).toMatchObject({ engine, by: "operator" });
	});

	it.each([
		[
			"a pooler of an operator",
			"Deployment",
			image("ghcr.io/cloudnative-pg/pgbouncer"),
			{ "cnpg.io/cluster": "main", "cnpg.io/podRole": "pooler" },
		],
		[
			"a proxy of an operator",
			"StatefulSet",
			image("haproxy"),
			{ "app.kubernetes.io/managed-by": "percona-xtradb-cluster-operator", "app.kubernetes.io/component": "haproxy" },
		],
		["an exporter", "Deployment", image("prometheuscommunity/postgres-exporter"), {}],
		["a client with a database's image", "Deployment", image("postgres:18", { command: ["psql"] }), {}],
		["a client by its path", "Deployment", image("postgres:18", { command: ["/usr/bin/pg_dump"] }), {}],
		[
			"an init container with a database's image",
			"Deployment",
			{ initContainers: [{ name: "wait", image: "postgres:18" }], containers: [container()] },
			{},
		],
	])("are not %s", async (_, kind, spec, labels) => {
		expect(await database(kind, spec, labels)).toBeUndefined();
	});

	it("are no jobs that use a database's image", async () => {
		const job = object("batch/v1", "Job", "dump", { spec: { template: { spec: image("postgres:18") } } });
		expect((await collectFrom([job])).one("kubernetes.Workload", "dump").database).toBeUndefined();
	});

	it("say by variables and arguments how they are set up", async () => {
		const settings = async (name: string, more: object) =>
			(await collectFrom([controller("StatefulSet", "db", image(name, more))])).one("kubernetes.Workload", "db").databaseSettings;
		expect(
			await settings("postgres:18", {
				env: [
					{ name: "POSTGRES_HOST_AUTH_METHOD", value: "trust" },
					{ name: "POSTGRES_USER", value: "app" },
					{ name: "POSTGRES_INITDB_ARGS", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
				],
				args: ["-c", "ssl=on", "-cLog_Connections=off", "--ssl-min-protocol-version=TLSv1.3", "postgres", "-p", "5432"],
			}),
		).toEqual({ POSTGRES_HOST_AUTH_METHOD: "trust", ssl: "on", log_connections: "off", ssl_min_protocol_version: "TLSv1.3" });
		expect(await settings("postgres:18", { command: ["sh", "-c", "exec postgres -c 'ssl=on' -c \"log_statement=ddl\""] })).toEqual({
			ssl: "on",
			log_statement: "ddl",
		});
		expect(await settings("mysql:8", { args: ["--require-secure-transport=ON", "--skip-grant-tables", "-uroot"] })).toEqual({
			require_secure_transport: "ON",
			skip_grant_tables: "ON",
		});
		expect(await settings("redis:7", { args: ["--tls-port=6379"] })).toEqual({});
		expect(
			await settings("registry.example.com/app", { args: ["-c", "ssl=on"], env: [{ name: "ALLOW_EMPTY_PASSWORD", value: "yes" }] }),
		).toEqual({});
	});
});
