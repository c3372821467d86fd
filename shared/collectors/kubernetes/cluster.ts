import { parse } from "yaml";
import { type Observed, seen, type Unread, unread } from "../../core/observed.ts";
import type { KubernetesCluster } from "../../core/resources/index.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { rawContainers } from "./containers.ts";
import { at, defined, records, scalars, text, texts } from "./json.ts";
import { from, type Listings } from "./listings.ts";
import { isSystemNamespace } from "./namespaces.ts";
import { arnOf, compare, type Here, labelsOf, namespaceOf } from "./objects.ts";
import { customLists } from "./scan.permissions.ts";

const system = "kube-system";

/** Groups of database operators. */
const operatorGroups: readonly string[] = [
	...new Set(
		[
			customLists.cloudNativePg,
			customLists.zalando,
			customLists.crunchy,
			customLists.perconaPostgres,
			customLists.perconaXtraDb,
			customLists.mariadbOperator,
			customLists.mysqlOperator,
			customLists.ackDbInstances,
		].map(({ group }) => group),
	),
];

/** The cluster itself. */
export function clusterResource(here: Here, listings: Listings): KubernetesCluster {
	const { core, groups, namespaces } = listings;
	const known = (wanted: (group: string) => string | undefined): Observed<string[]> =>
		"unread" in groups ? groups : seen([...groups.value.keys()].flatMap((group) => wanted(group) ?? []).sort(compare));
	return defined({
		kind: "kubernetes.Cluster" as const,
		arn: arnOf(here, undefined, "Cluster", here.cluster),
		name: here.cluster,
		...here,
		tags: seen({}),
		version: listings.version,
		nodes: from([core.nodes], () => core.nodes.items.map(nodeOf)),
		networkPolicyEngine: networkPolicyEngine(listings),
		externalSecretStores: known((group) => stores[group]),
		operators: known((group) => (operatorGroups.includes(group) ? group : undefined)),
		namespaces: from([core.namespaces], () =>
			core.namespaces.items
				.map(({ metadata }) => metadata.name)
				.filter((name) => !isSystemNamespace(name))
				.sort(compare),
		),
		onlyNamespaces: namespaces && [...namespaces],
		awsAuth: awsAuth(listings),
	});
}

/** What brings secrets from a store outside, by the API group that its installation adds. */
const stores: Readonly<Record<string, string | undefined>> = {
	"external-secrets.io": "external-secrets",
	"secrets-store.csi.x-k8s.io": "secrets-store-csi",
	"secrets.hashicorp.com": "vault-secrets-operator",
};

function nodeOf(node: KubernetesObject) {
	const addresses = records(at(node, "status", "addresses"));
	const of = (type: string) => addresses.filter((address) => address.type === type).flatMap(({ address }) => text(address) ?? []);
	return defined({
		name: node.metadata.name,
		kubeletVersion: text(at(node, "status", "nodeInfo", "kubeletVersion")),
		internalIps: of("InternalIP"),
		externalIps: of("ExternalIP"),
	});
}

/** Agents on the nodes that enforce NetworkPolicies, by the name of their DaemonSet. */
const agents: readonly (readonly [string, RegExp])[] = [
	["cilium", /^(cilium|anetd)$/],
	["calico", /^(calico-node|rke2-canal|canal|calico-node-windows)$/],
	["antrea", /^antrea-agent$/],
	["kube-router", /^kube-router$/],
	["weave-net", /^weave-net$/],
	["ovn-kubernetes", /^(ovnkube-node|kube-ovn-cni)$/],
	["azure-npm", /^azure-npm$/],
	["kube-network-policies", /^kube-network-policies$/],
];

/** Cilium and Calico do it wherever they run; the VPC CNI only when it is told to. */
function networkPolicyEngine({ core, namespaces }: Listings): Observed<string | null> {
	const daemons = core.daemonSets.items;
	const agent = agents.find(([, pattern]) => daemons.some(({ metadata }) => pattern.test(metadata.name)));
	if (agent) return seen(agent[0]);
	if (daemons.some(vpcCniEnforces)) return seen("vpc-cni");
	if (namespaces && !namespaces.includes(system)) return unread(notChosen("list daemonsets.apps"));
	// EKS Auto Mode runs the agent on the node itself and is switched on by this ConfigMap.
	const isAuto = core.nodes.items.some((node) => labelsOf(node)["eks.amazonaws.com/compute-type"] === "auto");
	const settings = core.configMaps.items.find(({ metadata }) => metadata.namespace === system && metadata.name === "amazon-vpc-cni");
	if (isAuto && at(settings, "data", "enable-network-policy-controller") === "true") return seen("vpc-cni");
	return from([core.daemonSets, core.nodes, core.configMaps], () => null);
}

const vpcCniEnforces = (object: KubernetesObject): boolean =>
	object.metadata.name === "aws-node" &&
	rawContainers(at(object.spec, "template", "spec")).some(
		({ name, spec }) =>
			name === "aws-eks-nodeagent" && texts(spec.args).some((argument) => /^--?enable-network-policy(=true)?$/.test(argument)),
	);

const notChosen = (operation: string): Unread => ({
	service: "kubernetes",
	operation,
	cause: "skipped",
	message: `Only chosen namespaces were read, and ${system} is not among them.`,
});

/** The older way into EKS clusters: which IAM identities it maps to the group that may do everything. The others are only counted. */
function awsAuth({ core, namespaces }: Listings): KubernetesCluster["awsAuth"] {
	if (namespaces && !namespaces.includes(system)) return unread(notChosen("list configmaps"));
	const object = core.configMaps.items.find((item) => namespaceOf(item) === system && item.metadata.name === "aws-auth");
	if (!object) return from([core.configMaps], () => null);
	const data = Object.fromEntries(scalars(object.data));
	try {
		const roles = entriesOf(data.mapRoles);
		const users = entriesOf(data.mapUsers);
		const masters = [...roles, ...users]
			.filter(({ groups }) => texts(groups).includes("system:masters"))
			.flatMap(({ rolearn, userarn }) => text(rolearn) ?? text(userarn) ?? []);
		return seen({ roles: roles.length, users: users.length, masters: [...new Set(masters)].sort(compare) });
	} catch {
		return unread({
			service: "kubernetes",
			operation: "list configmaps",
			cause: "malformed",
			message: "The ConfigMap kube-system/aws-auth is no list in YAML.",
		});
	}
}

function entriesOf(yaml: string | undefined) {
	if (yaml === undefined || yaml.trim() === "") return [];
	const entries: unknown = parse(yaml, { logLevel: "error" });
	if (entries !== null && !(Array.isArray(entries) && entries.every((entry) => text(at(entry, "rolearn")) ?? text(at(entry, "userarn")))))
		throw new TypeError("no list of mappings");
	return records(entries);
}
