import { describe, expect, it } from "vitest";
import { collectFrom, container, controller, type Manifest, object, owned, pod } from "../../support/kubernetes/fake-api.ts";

const service = (name: string, spec: object, more: { annotations?: object; status?: object } = {}): Manifest => ({
	...object("v1", "Service", name, { spec, ...(more.status ? { status: more.status } : {}) }),
	metadata: { name, namespace: "orders", annotations: more.annotations ?? {} },
});
const db = controller("StatefulSet", "db", { containers: [{ name: "db", image: "postgres:18" }] }, { labels: { tier: "data" } });
const read = async (objects: readonly Manifest[], options = {}) => (await collectFrom(objects, options)).one("kubernetes.Service", "s");

describe("Services", () => {
	it("lead to the workloads that they select, and to the database among them", async () => {
		const web = controller("Deployment", "web", { containers: [container()] }, { labels: { tier: "data" } });
		const both = [
			db,
			web,
			service("s", {
				selector: { tier: "data" },
				ports: [
					{ port: 5432, name: "pg" },
					{ port: 53, protocol: "UDP", nodePort: 30053 },
				],
			}),
		];
		expect(await read(both)).toMatchObject({
			type: "ClusterIP",
			ports: [
				{ port: 5432, protocol: "TCP", name: "pg" },
				{ port: 53, protocol: "UDP", nodePort: 30053 },
			],
			workloads: { value: ["kubernetes://prod/orders/Deployment/web", "kubernetes://prod/orders/StatefulSet/db"] },
			database: { value: { engine: "postgres", by: "image", container: "db" } },
			tlsPorts: [],
			sourceRanges: [],
			externalIps: [],
		});
		expect((await collectFrom(both)).one("kubernetes.Workload", "db").services).toEqual({ value: ["s"] });
		expect(await read([db, service("s", { selector: { app: "web" } })])).toMatchObject({
			workloads: { value: [] },
			database: { value: null },
		});
		expect(await read([db, service("s", {})])).toMatchObject({ workloads: { value: [] }, database: { value: null } });
		expect(await read([db, service("s", { type: "ExternalName", externalName: "db.example.com", selector: { app: "db" } })])).toMatchObject(
			{
				externalName: "db.example.com",
				workloads: { value: [] },
			},
		);
	});

	it("lead to what a custom resource runs when they select one of its pods", async () => {
		const member = (name: string, role: string) =>
			pod(name, { metadata: { labels: { "cnpg.io/cluster": "main", role }, ...owned("Cluster", "main", "postgresql.cnpg.io/v1") } });
		expect(await read([member("a", "replica"), member("b", "primary"), service("s", { selector: { role: "primary" } })])).toMatchObject({
			workloads: { value: ["kubernetes://prod/orders/Cluster/main"] },
			database: { value: { engine: "postgres", by: "operator" } },
		});
	});

	it("say what is behind them only when workloads were read, except where that does not matter", async () => {
		const failing = { failing: { "daemonsets.apps": "denied" } };
		expect(await read([db, service("s", { selector: { app: "db" } })], failing)).toMatchObject({
			workloads: { unread: {} },
			database: { value: { engine: "postgres" } },
		});
		expect(await read([db, service("s", { selector: { app: "x" } })], failing)).toMatchObject({
			workloads: { unread: {} },
			database: { unread: {} },
		});
		expect(await read([db, service("s", {})], failing)).toMatchObject({ database: { value: null } });
	});

	const prefix = "service.beta.kubernetes.io/aws-load-balancer";
	it.each<[string, object, object, object, string | undefined]>([
		["no annotation", {}, {}, {}, "internet-facing"],
		["scheme", { [`${prefix}-scheme`]: "internal" }, {}, {}, "internal"],
		["scheme before all else", { [`${prefix}-scheme`]: "internet-facing", [`${prefix}-internal`]: "true" }, {}, {}, "internet-facing"],
		["internal", { [`${prefix}-internal`]: "true" }, {}, {}, "internal"],
		["internal by a range, as older clusters have it", { [`${prefix}-internal`]: "0.0.0.0/0" }, {}, {}, "internal"],
		["internal switched off", { [`${prefix}-internal`]: "false" }, {}, {}, "internet-facing"],
		["the controller's type", { [`${prefix}-type`]: "external" }, {}, {}, "internal"],
		["the controller's type, told not to", { [`${prefix}-type`]: "external", [`${prefix}-internal`]: "false" }, {}, {}, "internet-facing"],
		["the in-tree NLB", { [`${prefix}-type`]: "nlb" }, {}, {}, "internet-facing"],
		["the controller's class", {}, { loadBalancerClass: "service.k8s.aws/nlb" }, {}, "internal"],
		["Auto Mode's class", {}, { loadBalancerClass: "eks.amazonaws.com/nlb" }, {}, "internal"],
		["private addresses", {}, {}, { loadBalancer: { ingress: [{ ip: "10.1.2.3" }, { ip: "fd00::1" }] } }, "internal"],
		["a public address", {}, {}, { loadBalancer: { ingress: [{ ip: "10.1.2.3" }, { ip: "54.1.2.3" }] } }, "internet-facing"],
		["an internal name of AWS", {}, {}, { loadBalancer: { ingress: [{ hostname: "internal-a.elb.amazonaws.com" }] } }, "internal"],
		["Azure's annotation", { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" }, {}, {}, "internal"],
		["Google's annotation", { "networking.gke.io/load-balancer-type": "Internal" }, {}, {}, "internal"],
	])("as load balancers reach as far as %s says", async (_, annotations, spec, status, scheme) => {
		expect((await read([service("s", { type: "LoadBalancer", ...spec }, { annotations, status })])).scheme).toBe(scheme);
	});

	it("have a scheme only as load balancers", async () => {
		expect(
			(await read([service("s", { type: "NodePort" }, { annotations: { [`${prefix}-scheme`]: "internal" } })])).scheme,
		).toBeUndefined();
	});

	it.each<[object, string[]]>([
		[{}, []],
		[{ [`${prefix}-ssl-ports`]: "443" }, []],
		[{ [`${prefix}-ssl-cert`]: "arn:x" }, ["*"]],
		[{ [`${prefix}-ssl-cert`]: "arn:x", [`${prefix}-ssl-ports`]: "443, postgres" }, ["443", "postgres"]],
	])("end TLS as %j says", async (annotations, tlsPorts) => {
		expect((await read([service("s", { type: "LoadBalancer" }, { annotations })])).tlsPorts).toEqual(tlsPorts);
	});

	it("take sources from the field before the annotation", async () => {
		const annotations = { "service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8, 192.168.0.0/16" };
		expect(
			(await read([service("s", { loadBalancerSourceRanges: ["1.2.3.4/32"], externalIPs: ["5.6.7.8"] }, { annotations })])).sourceRanges,
		).toEqual(["1.2.3.4/32"]);
		expect((await read([service("s", {}, { annotations })])).sourceRanges).toEqual(["10.0.0.0/8", "192.168.0.0/16"]);
	});
	it("without a selector lead where somebody else says, which matters when they let in from outside", async () => {
		const { one } = await collectFrom([
			service("by-patroni", { type: "LoadBalancer", ports: [{ port: 5432 }] }),
			service("on-nodes", { type: "NodePort", selector: {}, ports: [{ port: 5432, nodePort: 30_432 }] }),
			service("by-address", { externalIPs: ["203.0.113.7"], ports: [{ port: 5432 }] }),
			service("inside", { ports: [{ port: 5432 }] }),
		]);
		const found = (name: string) => {
			const { database } = one("kubernetes.Service", name);
			return "unread" in database ? database.unread.cause : database.value;
		};
		expect(["by-patroni", "on-nodes", "by-address", "inside"].map(found)).toEqual(["unsupported", "unsupported", "unsupported", null]);
	});

	it.each([
		["bitnami/pgpool:4", "postgres"],
		["ghcr.io/cloudnative-pg/pgbouncer:1.24", "postgres"],
		["proxysql/proxysql:3.0", "mysql"],
		["registry.example.com/pgbouncer-exporter:1", undefined],
		["nginx", undefined],
	])("lead to a database through the pooler of the image %s: %s", async (image, engine) => {
		const pooler = controller("Deployment", "pooler", { containers: [container({ image })] });
		const { database } = await read([pooler, service("s", { type: "LoadBalancer", selector: { app: "pooler" }, ports: [{ port: 5432 }] })]);
		expect("value" in database && database.value?.engine).toBe(engine);
	});
});
