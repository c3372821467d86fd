import type { RbacRule } from "../../../core/resources/kubernetes.ts";

const all = (values: readonly string[]): boolean => values.includes("*");

/** Every verb on every resource of every group. */
export const givesEverything = (rule: RbacRule): boolean =>
	all(rule.apiGroups) && all(rule.resources) && all(rule.verbs) && rule.resourceNames.length === 0;

/** Groups whose objects run programs, hold secrets or give rights; a star in them reaches what it was not written for. */
const groupsOfKubernetes = ["", "apps", "batch", "rbac.authorization.k8s.io", "admissionregistration.k8s.io", "certificates.k8s.io", "*"];

/** How far a star in a rule reaches: everything, Kubernetes' own objects, or only those of an API that was added. */
export type Breadth = "everything" | "kubernetes" | "extension";

/** How far the stars of a rule reach; undefined when it has none, or names its objects one by one. */
export function breadthOf(rule: RbacRule): Breadth | undefined {
	if (rule.resourceNames.length > 0) return undefined;
	if (givesEverything(rule)) return "everything";
	if (rule.nonResourceUrls.length > 0) return all(rule.nonResourceUrls) ? "kubernetes" : undefined;
	if (!all(rule.apiGroups) && !all(rule.resources) && !all(rule.verbs)) return undefined;
	return rule.apiGroups.some((group) => groupsOfKubernetes.includes(group)) ? "kubernetes" : "extension";
}

/** `verbs * on resources pods of group core`. */
export function wildcardText({ apiGroups, resources, verbs, nonResourceUrls }: RbacRule): string {
	const groups = apiGroups.map((group) => (group === "" ? "core" : group)).join(",");
	return nonResourceUrls.length > 0
		? `${verbs.join(",")} on URLs ${nonResourceUrls.join(",")}`
		: `${verbs.join(",")} on ${resources.join(",")} of ${groups}`;
}
