import { customLists, kubernetesLists, kubernetesPaths } from "./scan.permissions.ts";

/** The group that an EKS access entry, or a certificate, gives the scanner. */
export const scannerGroup = "parapet-scanners";

interface Rule {
	readonly apiGroups?: readonly string[];
	readonly resources?: readonly string[];
	readonly resourceNames?: readonly string[];
	readonly nonResourceURLs?: readonly string[];
	readonly verbs: readonly string[];
}

const rbac = "rbac.authorization.k8s.io";

/**
 * The least rights that a scan needs, as a manifest for kubectl: it may list what is listed, and nothing else; no Secrets. With namespaces the objects in
 * them may be read there only, and of the cluster what belongs to none.
 */
export function scannerManifest(namespaces: readonly string[] | undefined): string {
	const lists = [...Object.values(kubernetesLists), ...Object.values(customLists)];
	const paths: Rule = { nonResourceURLs: kubernetesPaths, verbs: ["get"] };
	const rulesFor = (namespaced: boolean) =>
		listRules(lists.filter((list) => list.namespaced === namespaced && list.plural !== "namespaces"));
	const subjects = [`  - kind: Group`, `    name: ${scannerGroup}`, `    apiGroup: ${rbac}`];
	const documents =
		namespaces === undefined
			? [
					clusterRole("parapet-scanner", [
						paths,
						{ apiGroups: [""], resources: ["namespaces"], verbs: ["get", "list"] },
						...rulesFor(false),
						...rulesFor(true),
					]),
					binding("ClusterRoleBinding", "parapet-scanner", "parapet-scanner", undefined, subjects),
				]
			: [
					clusterRole("parapet-scanner", [
						paths,
						{ apiGroups: [""], resources: ["namespaces"], resourceNames: namespaces, verbs: ["get"] },
						...rulesFor(false),
					]),
					binding("ClusterRoleBinding", "parapet-scanner", "parapet-scanner", undefined, subjects),
					clusterRole("parapet-scanner-namespaced", rulesFor(true)),
					...namespaces.map((namespace) => binding("RoleBinding", "parapet-scanner", "parapet-scanner-namespaced", namespace, subjects)),
				];
	return `${[introduction, ...documents].join("---\n")}`;
}

const introduction = `# What parapet scan may read of a cluster: lists only, and no Secrets.
#   parapet permissions --format kubernetes | kubectl apply -f -
# On EKS, let an IAM role into the group:
#   aws eks create-access-entry --cluster-name CLUSTER \\
#     --principal-arn arn:aws:iam::ACCOUNT:role/ParapetScan --kubernetes-groups ${scannerGroup}
# Elsewhere, give the user or service account of the kubeconfig the same binding.
`;

/** One rule for each API group. */
function listRules(lists: readonly { readonly group: string; readonly plural: string }[]): Rule[] {
	const groups = Map.groupBy(lists, ({ group }) => group);
	return [...groups].map(([group, members]) => ({
		apiGroups: [group],
		resources: [...new Set(members.map(({ plural }) => plural))].sort(),
		verbs: ["list"],
	}));
}

const clusterRole = (name: string, rules: readonly Rule[]): string =>
	`apiVersion: ${rbac}/v1\nkind: ClusterRole\nmetadata:\n  name: ${name}\nrules:\n${rules.map(ruleText).join("")}`;

/** JSON strings are YAML strings. */
const ruleText = (rule: Rule): string =>
	Object.entries(rule)
		.map(
			([field, values]: [string, readonly string[]], index) =>
				`${index === 0 ? "  - " : "    "}${field}: [${values.map((value) => JSON.stringify(value)).join(", ")}]\n`,
		)
		.join("");

const binding = (
	kind: "ClusterRoleBinding" | "RoleBinding",
	name: string,
	role: string,
	namespace: string | undefined,
	subjects: readonly string[],
): string =>
	[
		`apiVersion: ${rbac}/v1`,
		`kind: ${kind}`,
		"metadata:",
		`  name: ${name}`,
		...(namespace === undefined ? [] : [`  namespace: ${JSON.stringify(namespace)}`]),
		"roleRef:",
		`  apiGroup: ${rbac}`,
		"  kind: ClusterRole",
		`  name: ${role}`,
		"subjects:",
		...subjects,
		"",
	].join("\n");
