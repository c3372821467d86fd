import { describe, expect, it } from "vitest";
import { collectFrom, configMap, controller, type Manifest, namespaceNamed, object } from "../../support/kubernetes/fake-api.ts";

const cluster = async (objects: readonly Manifest[], options = {}) =>
	(await collectFrom(objects, options)).one("kubernetes.Cluster", "prod");
const agent = (name: string, containers: object[] = []) => controller("DaemonSet", name, { containers }, { namespace: "kube-system" });
const awsNode = (...args: string[]) =>
	agent("aws-node", [
		{ name: "aws-node", image: "x" },
		{ name: "aws-eks-nodeagent", image: "y", args },
	]);
const autoNode: Manifest = {
	...object("v1", "Node", "n", {}, undefined),
	metadata: { name: "n", labels: { "eks.amazonaws.com/compute-type": "auto" } },
};
const cni = (value: string) => configMap("amazon-vpc-cni", { "enable-network-policy-controller": value }, "kube-system");

describe("the cluster", () => {
	it("has its version, place, nodes and namespaces", async () => {
		const node = object(
			"v1",
			"Node",
			"node-a",
			{
				status: {
					nodeInfo: { kubeletVersion: "v1.34.2" },
					addresses: [
						{ type: "InternalIP", address: "10.0.1.10" },
						{ type: "ExternalIP", address: "54.1.2.3" },
						{ type: "Hostname", address: "node-a" },
					],
				},
			},
			undefined,
		);
		expect(
			await cluster([
				node,
				...["orders", "kube-system", "kube-public", "kube-node-lease", "amazon-cloudwatch", "default"].map((name) => namespaceNamed(name)),
			]),
		).toMatchObject({
			arn: "kubernetes://prod/-/Cluster/prod",
			partition: "aws",
			account: "123456789012",
			region: "eu-west-1",
			cluster: "prod",
			version: { value: "v1.34.2-eks-1a2b3c4" },
			nodes: { value: [{ name: "node-a", kubeletVersion: "v1.34.2", internalIps: ["10.0.1.10"], externalIps: ["54.1.2.3"] }] },
			namespaces: { value: ["default", "orders"] },
		});
	});

	it.each<[string, Manifest[], string | null]>([
		["nothing", [], null],
		["Cilium", [agent("cilium")], "cilium"],
		["Calico", [agent("calico-node"), awsNode()], "calico"],
		["Antrea", [agent("antrea-agent")], "antrea"],
		["the VPC CNI that is told to", [awsNode("--enable-ipv6=false", "--enable-network-policy=true")], "vpc-cni"],
		["the VPC CNI that is not", [awsNode("--enable-network-policy=false")], null],
		["Auto Mode that is told to", [autoNode, cni("true")], "vpc-cni"],
		["Auto Mode that is not", [autoNode, cni("false")], null],
		["the ConfigMap without Auto Mode or agent", [cni("true")], null],
	])("has its policies enforced by %s", async (_, objects, engine) => {
		expect((await cluster(objects)).networkPolicyEngine).toEqual({ value: engine });
	});

	it.each(["daemonsets.apps", "nodes", "configmaps"])("does not say that nothing enforces policies without %s", async (name) => {
		expect((await cluster([], { failing: { [name]: "denied" } })).networkPolicyEngine).toMatchObject({ unread: { cause: "denied" } });
	});

	it("says what it has installed, by its API groups", async () => {
		const groups = ["external-secrets.io", "secrets-store.csi.x-k8s.io", "postgresql.cnpg.io", "rds.services.k8s.aws", "example.com"];
		expect(await cluster([], { groups })).toMatchObject({
			externalSecretStores: { value: ["external-secrets", "secrets-store-csi"] },
			operators: { value: ["postgresql.cnpg.io", "rds.services.k8s.aws"] },
		});
		expect(await cluster([], { groupsUnread: "timeout" })).toMatchObject({
			externalSecretStores: { unread: {} },
			operators: { unread: {} },
		});
	});

	const roles = [
		"- rolearn: arn:aws:iam::123456789012:role/node",
		"  username: system:node:{{EC2PrivateDNSName}}",
		"  groups: [system:bootstrappers, system:nodes]",
		"- rolearn: arn:aws:iam::123456789012:role/admin",
		"  groups:",
		"    - system:masters",
	].join("\n");
	const awsAuth = (data: object, namespace = "kube-system") => configMap("aws-auth", data, namespace);

	it("counts who is mapped by aws-auth, and names only masters", async () => {
		expect((await cluster([])).awsAuth).toEqual({ value: null });
		expect((await cluster([awsAuth({ mapRoles: roles }, "orders")])).awsAuth).toEqual({ value: null });
		expect((await cluster([awsAuth({ mapRoles: roles, mapUsers: "- userarn: arn:aws:iam::1:user/x\n  groups: []" })])).awsAuth).toEqual({
			value: { roles: 2, users: 1, masters: ["arn:aws:iam::123456789012:role/admin"] },
		});
		expect((await cluster([awsAuth({ mapUsers: "" })])).awsAuth).toEqual({ value: { roles: 0, users: 0, masters: [] } });
		expect((await cluster([], { failing: { configmaps: "denied" } })).awsAuth).toMatchObject({ unread: { cause: "denied" } });
	});

	it.each(["- : [", "a: b", "text", "- &a [*a, *a]\n- *b", "- a: b"])("does not guess at an aws-auth that is %j", async (mapRoles) => {
		expect((await cluster([awsAuth({ mapRoles })])).awsAuth).toMatchObject({ unread: { cause: "malformed" } });
	});

	it("survives an aws-auth that is nested without end", async () => {
		expect((await cluster([awsAuth({ mapRoles: "[".repeat(50_000) })])).awsAuth).toMatchObject({ unread: { cause: "malformed" } });
	});
});
