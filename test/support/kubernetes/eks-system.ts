import { container, controller, type Manifest, namespaceNamed, object } from "./fake-api.ts";

const bootstrapping = { labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } };
const everything = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];

/** A ClusterRole with a ClusterRoleBinding of the same name. */
export const clusterRole = (name: string, rules: object[], subjects: object[], metadata: object = {}): Manifest[] => [
	{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name, ...metadata }, rules },
	clusterRoleBinding(name, name, subjects, metadata),
];

export const clusterRoleBinding = (name: string, role: string, subjects: object[], metadata: object = {}): Manifest => ({
	apiVersion: "rbac.authorization.k8s.io/v1",
	kind: "ClusterRoleBinding",
	metadata: { name, ...metadata },
	roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
	subjects,
});

const account = (name: string) => ({ kind: "ServiceAccount", name, namespace: "kube-system" });
const ofSystem = { namespace: "kube-system" };

/** What stands in a cluster that EKS has just made: built-in roles, and add-ons that need the node. */
export const eksSystem: readonly Manifest[] = [
	...["default", "kube-system", "kube-public", "kube-node-lease"].flatMap((name) => [
		namespaceNamed(name),
		object("v1", "ServiceAccount", "default", {}, name),
	]),
	{
		apiVersion: "v1",
		kind: "Node",
		metadata: { name: "ip-10-0-1-10" },
		status: {
			nodeInfo: { kubeletVersion: "v1.34.2-eks-1a2b3c4" },
			addresses: [{ type: "InternalIP", address: "10.0.1.10" }],
		},
	},
	...clusterRole("cluster-admin", everything, [{ kind: "Group", name: "system:masters" }], bootstrapping),
	...clusterRole(
		"system:public-info-viewer",
		[{ nonResourceURLs: ["/healthz", "/livez", "/readyz", "/version", "/version/"], verbs: ["get"] }],
		[
			{ kind: "Group", name: "system:authenticated" },
			{ kind: "Group", name: "system:unauthenticated" },
		],
		bootstrapping,
	),
	...clusterRole(
		"system:basic-user",
		[{ apiGroups: ["authorization.k8s.io"], resources: ["selfsubjectaccessreviews"], verbs: ["create"] }],
		[{ kind: "Group", name: "system:authenticated" }],
		bootstrapping,
	),
	{
		apiVersion: "rbac.authorization.k8s.io/v1",
		kind: "ClusterRole",
		metadata: { name: "admin", ...bootstrapping },
		aggregationRule: { clusterRoleSelectors: [{ matchLabels: { "rbac.authorization.k8s.io/aggregate-to-admin": "true" } }] },
		rules: [
			{ apiGroups: [""], resources: ["secrets", "pods", "pods/exec", "serviceaccounts/token"], verbs: ["*"] },
			{ apiGroups: [""], resources: ["serviceaccounts"], verbs: ["impersonate"] },
		],
	},
	...clusterRole("eks:addon-manager", everything, [{ kind: "User", name: "eks:addon-manager" }]),
	clusterRoleBinding("eks:addon-cluster-admin", "cluster-admin", [{ kind: "User", name: "eks:addon-manager" }]),
	...clusterRole(
		"ebs-external-provisioner-role",
		[
			{ apiGroups: [""], resources: ["persistentvolumes"], verbs: ["create", "delete"] },
			{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] },
			{ apiGroups: ["*"], resources: ["*"], verbs: ["watch"] },
		],
		[account("ebs-csi-controller-sa")],
	),
	...["aws-node", "kube-proxy", "ebs-csi-controller-sa", "coredns"].map((name) => object("v1", "ServiceAccount", name, {}, "kube-system")),
	controller(
		"DaemonSet",
		"aws-node",
		{
			serviceAccountName: "aws-node",
			hostNetwork: true,
			initContainers: [container({ name: "aws-vpc-cni-init", securityContext: { privileged: true } })],
			containers: [
				container({ name: "aws-node", securityContext: { capabilities: { add: ["NET_ADMIN", "NET_RAW"] } } }),
				container({ name: "aws-eks-nodeagent", args: ["--enable-network-policy=true"], securityContext: { privileged: true } }),
			],
			volumes: [{ name: "run", hostPath: { path: "/var/run/aws-node" } }],
		},
		ofSystem,
	),
	controller(
		"DaemonSet",
		"kube-proxy",
		{
			serviceAccountName: "kube-proxy",
			hostNetwork: true,
			containers: [container({ name: "kube-proxy", securityContext: { privileged: true } })],
			volumes: [{ name: "modules", hostPath: { path: "/lib/modules" } }],
		},
		ofSystem,
	),
	controller("Deployment", "coredns", { serviceAccountName: "coredns", containers: [container({ name: "coredns" })] }, ofSystem),
];
