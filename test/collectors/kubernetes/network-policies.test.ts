import { describe, expect, it } from "vitest";
import {
	collectFrom,
	container,
	controller,
	known,
	type Manifest,
	namespaceNamed,
	object,
	owned,
	pod,
} from "../../support/kubernetes/fake-api.ts";

const policy = (name: string, spec: object, namespace = "orders") =>
	object("networking.k8s.io/v1", "NetworkPolicy", name, { spec }, namespace);
const db = controller(
	"StatefulSet",
	"db",
	{
		containers: [
			container({
				ports: [
					{ name: "pg", containerPort: 5432 },
					{ name: "dns", containerPort: 53, protocol: "UDP" },
				],
			}),
		],
	},
	{ labels: { tier: "data" } },
);

const selecting = async (spec: object, others: readonly Manifest[] = []) =>
	known((await collectFrom([db, policy("p", spec), ...others])).one("kubernetes.Workload", "db").networkPolicies);

describe("NetworkPolicies", () => {
	it.each<[string, object, boolean]>([
		["an empty selector", { podSelector: {} }, true],
		["no selector, which is an empty one", {}, true],
		["labels", { podSelector: { matchLabels: { app: "db", tier: "data" } } }, true],
		["one label of two that differs", { podSelector: { matchLabels: { app: "db", tier: "web" } } }, false],
		["In", { podSelector: { matchExpressions: [{ key: "tier", operator: "In", values: ["web", "data"] }] } }, true],
		["In without the value", { podSelector: { matchExpressions: [{ key: "tier", operator: "In", values: ["web"] }] } }, false],
		["NotIn", { podSelector: { matchExpressions: [{ key: "tier", operator: "NotIn", values: ["data"] }] } }, false],
		[
			"NotIn for a label that is not there",
			{ podSelector: { matchExpressions: [{ key: "none", operator: "NotIn", values: ["data"] }] } },
			true,
		],
		["Exists", { podSelector: { matchExpressions: [{ key: "tier", operator: "Exists" }] } }, true],
		["DoesNotExist", { podSelector: { matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] } }, false],
		[
			"labels and expressions together",
			{ podSelector: { matchLabels: { app: "db" }, matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] } },
			false,
		],
		[
			"an operator that does not exist",
			{ podSelector: { matchExpressions: [{ key: "tier", operator: "Near", values: ["data"] }] } },
			false,
		],
	])("select pods by %s", async (_, spec, expected) => {
		expect((await selecting(spec)).length > 0).toBe(expected);
	});

	it("select only in their own namespace", async () => {
		const { one } = await collectFrom([db, policy("p", { podSelector: {} }, "elsewhere")]);
		expect(known(one("kubernetes.Workload", "db").networkPolicies)).toEqual([]);
	});

	it.each<[string, object, boolean, boolean]>([
		["no types", {}, true, false],
		["no types but egress rules", { egress: [{}] }, true, true],
		["no types and no egress rules", { egress: [] }, true, false],
		["Ingress", { policyTypes: ["Ingress"], egress: [{}] }, true, false],
		["Egress", { policyTypes: ["Egress"], ingress: [{}] }, false, true],
		["both", { policyTypes: ["Ingress", "Egress"] }, true, true],
	])("isolate with %s", async (_, spec, isolatesIngress, isolatesEgress) => {
		expect(await selecting({ podSelector: {}, ...spec })).toMatchObject([{ name: "p", isolatesIngress, isolatesEgress, ingress: [] }]);
	});

	it.each<[string, object, object[]]>([
		["nobody without rules", { ingress: [] }, []],
		["everybody by an empty rule", { ingress: [{}] }, [{ kind: "anywhere", detail: "anywhere", ports: [] }]],
		["everybody by an empty list", { ingress: [{ from: [] }] }, [{ kind: "anywhere", detail: "anywhere", ports: [] }]],
		["pods", { ingress: [{ from: [{ podSelector: { matchLabels: { app: "api" } } }] }] }, [{ kind: "pods", detail: "app=api", ports: [] }]],
		[
			"all pods of the namespace",
			{ ingress: [{ from: [{ podSelector: {} }] }] },
			[{ kind: "pods", detail: "all pods of the namespace", ports: [] }],
		],
		[
			"all namespaces",
			{ ingress: [{ from: [{ namespaceSelector: {} }] }] },
			[{ kind: "allNamespaces", detail: "all namespaces", ports: [] }],
		],
		[
			"all pods of all namespaces",
			{ ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] },
			[{ kind: "allNamespaces", detail: "all namespaces", ports: [] }],
		],
		[
			"chosen namespaces",
			{ ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "x" } } }] }] },
			[{ kind: "namespaces", detail: "team=x", ports: [] }],
		],
		[
			"pods of chosen namespaces",
			{ ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "x" } }, podSelector: { matchLabels: { app: "api" } } }] }] },
			[{ kind: "pods", detail: "app=api in namespaces team=x", ports: [] }],
		],
		[
			"pods of all namespaces",
			{
				ingress: [
					{ from: [{ namespaceSelector: {}, podSelector: { matchExpressions: [{ key: "a", operator: "In", values: ["b", "c"] }] } }] },
				],
			},
			[{ kind: "pods", detail: "a in (b,c) in all namespaces", ports: [] }],
		],
		[
			"a block with exceptions",
			{ ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }, { ipBlock: { cidr: "::/0" } }] }] },
			[
				{ kind: "cidr", detail: "10.0.0.0/8", except: ["10.1.0.0/16"], ports: [] },
				{ kind: "cidr", detail: "::/0", ports: [] },
			],
		],
		[
			"ports by number, range, name and protocol",
			{
				ingress: [
					{
						ports: [
							{ port: 5432 },
							{ port: 6000, endPort: 6010, protocol: "TCP" },
							{ port: "pg" },
							{ port: "dns", protocol: "UDP" },
							{ protocol: "UDP" },
						],
					},
				],
			},
			[
				{
					kind: "anywhere",
					detail: "anywhere",
					ports: [
						{ port: "5432", protocol: "TCP" },
						{ port: "6000", endPort: 6010, protocol: "TCP" },
						{ port: "5432", protocol: "TCP" },
						{ port: "53", protocol: "UDP" },
						{ port: "1", endPort: 65535, protocol: "UDP" },
					],
				},
			],
		],
		["nobody by a name that no container has for that protocol", { ingress: [{ ports: [{ port: "http" }, { port: "dns" }] }] }, []],
	])("admit %s", async (_, spec, ingress) => {
		expect((await selecting({ podSelector: {}, policyTypes: ["Ingress"], ...spec }))[0]?.ingress).toEqual(ingress);
	});

	it("count for what a custom resource runs only when they select each of its pods", async () => {
		const member = (name: string, role: string) =>
			pod(name, { metadata: { labels: { c: "main", role }, ...owned("Cluster", "main", "postgresql.cnpg.io/v1") } });
		const names = async (spec: object) =>
			known(
				(await collectFrom([member("a", "primary"), member("b", "replica"), policy("p", spec)])).one("kubernetes.Workload", "main")
					.networkPolicies,
			).map(({ name }) => name);
		expect(await names({ podSelector: { matchLabels: { c: "main" } } })).toEqual(["p"]);
		expect(await names({ podSelector: { matchLabels: { role: "primary" } } })).toEqual([]);
	});

	it("deny by default when they select everything and admit nothing", async () => {
		const denies = async (spec: object) =>
			(await collectFrom([namespaceNamed("orders"), policy("p", spec)])).one("kubernetes.Namespace", "orders").defaultDenyIngress;
		expect(await denies({ podSelector: {} })).toEqual({ value: true });
		expect(await denies({ podSelector: {}, policyTypes: ["Ingress"], ingress: [] })).toEqual({ value: true });
		expect(await denies({ podSelector: {}, ingress: [{}] })).toEqual({ value: false });
		expect(await denies({ podSelector: { matchLabels: { a: "b" } } })).toEqual({ value: false });
		expect(await denies({ podSelector: {}, policyTypes: ["Egress"] })).toEqual({ value: false });
	});

	it("leave facts unread when they were not read, and no workload is lost for it", async () => {
		const { one, errors } = await collectFrom([db, namespaceNamed("orders")], {
			failing: { "networkpolicies.networking.k8s.io": "denied" },
		});
		expect(one("kubernetes.Workload", "db").networkPolicies).toMatchObject({
			unread: { cause: "denied", operation: "list networkpolicies.networking.k8s.io" },
		});
		expect(one("kubernetes.Namespace", "orders")).toMatchObject({
			networkPolicies: { unread: {} },
			defaultDenyIngress: { unread: {} },
			otherNetworkPolicies: { value: false },
		});
		expect(errors).toMatchObject([{ cause: "denied", kinds: [], scope: { cluster: "prod", account: "123456789012" } }]);
	});

	it("of other kinds are noticed in their namespace, or everywhere", async () => {
		const noticed = async (objects: readonly Manifest[], options = {}) =>
			(await collectFrom([db, ...objects], options)).one("kubernetes.Workload", "db").otherNetworkPolicies;
		expect(await noticed([])).toEqual({ value: false });
		expect(await noticed([object("cilium.io/v2", "CiliumNetworkPolicy", "c")])).toEqual({ value: true });
		expect(await noticed([object("cilium.io/v2", "CiliumNetworkPolicy", "c", {}, "elsewhere")])).toEqual({ value: false });
		expect(await noticed([object("crd.projectcalico.org/v1", "NetworkPolicy", "c")])).toEqual({ value: true });
		expect(await noticed([object("cilium.io/v2", "CiliumClusterwideNetworkPolicy", "c", {}, undefined)])).toEqual({ value: true });
		expect(await noticed([object("crd.projectcalico.org/v1", "GlobalNetworkPolicy", "c", {}, undefined)])).toEqual({ value: true });
		const failing = { groups: ["cilium.io"], failing: { "ciliumnetworkpolicies.cilium.io": "denied" } };
		expect(await noticed([], failing)).toMatchObject({ unread: { cause: "denied" } });
		expect(await noticed([], { groups: ["cilium.io"], failing: { "ciliumnetworkpolicies.cilium.io": "notFound" } })).toEqual({
			value: false,
		});
	});
});
