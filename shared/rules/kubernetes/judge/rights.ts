import type { KubernetesRole } from "../../../core/resources/index.ts";
import type { RbacRule } from "../../../core/resources/kubernetes.ts";
import type { Severity } from "../../../core/severity.ts";
import { fail, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";
import { firstOf, listed } from "../../judge/offenders.ts";
import { described, type Holder, holders, needAllHolders, roleName, type Tolerance } from "./subjects.ts";

/** Verbs on resources of API groups ("" is the core group); a subresource is `pods/exec`. */
export interface Right {
	readonly groups: readonly string[];
	readonly resources: readonly string[];
	readonly verbs: readonly string[];
}

/** Something that takes more than it seems to, and how bad it is by where it may be done. */
export interface Access {
	readonly rights: readonly Right[];
	/** Completes "lets somebody …". */
	readonly does: string;
	/** The objects have no namespace: a RoleBinding gives no access to them. */
	readonly clusterScoped?: boolean;
	/** Everywhere in the cluster. */
	readonly everywhere: Severity;
	/** In a namespace that holds a database; absent: as everywhere. */
	readonly database?: Severity;
	/** In other namespaces; absent: as everywhere. */
	readonly elsewhere?: Severity;
}

const coversGroup = (rule: RbacRule, group: string): boolean => rule.apiGroups.some((name) => name === "*" || name === group);
const coversVerb = (rule: RbacRule, verb: string): boolean => rule.verbs.some((name) => name === "*" || name === verb);

/** As the authoriser compares them: a star is every resource with its subresources, and a star before a slash every resource with that one. */
function coversResource(rule: RbacRule, resource: string): boolean {
	const [, subresource] = resource.split("/");
	return rule.resources.some((name) => name === "*" || name === resource || (subresource !== undefined && name === `*/${subresource}`));
}

/** What a rule gives of a right, as `get secrets`; nothing when it names the objects one by one. */
const granted = (rule: RbacRule, right: Right): string[] =>
	rule.resourceNames.length === 0 && right.groups.some((group) => coversGroup(rule, group))
		? right.resources
				.filter((resource) => coversResource(rule, resource))
				.flatMap((resource) => right.verbs.filter((verb) => coversVerb(rule, verb)).map((verb) => `${verb} ${resource}`))
		: [];

/** What the role gives of the rights, each once. */
export const grantedBy = (rules: readonly RbacRule[], rights: readonly Right[]): string[] => [
	...new Set(rules.flatMap((rule) => rights.flatMap((right) => granted(rule, right)))),
];

/** Fails when somebody who is not tolerated holds the role and the role gives one of the rights. */
export function judgeAccess(role: KubernetesRole, access: Access, tolerance: Tolerance): Verdict {
	const called = roleName(role);
	const gives = grantedBy(role.rules, access.rights);
	if (gives.length === 0) return pass(`${called} lets nobody ${access.does}.`, { granted: [] });
	const whole = role.namespace === undefined;
	if (access.clusterScoped && !whole)
		return pass(`${called} lets nobody ${access.does}: a Role reaches only objects of its namespace.`, { granted: [] });
	const found = holders(role, tolerance).filter(({ namespace }) => !access.clusterScoped || namespace === undefined);
	if (found.length === 0) {
		if (!access.clusterScoped) needAllHolders(role);
		return heldByNobody(role, access.does, gives);
	}
	return fail(
		`${called} lets ${listed(found.map(described))} ${access.does}.`,
		{ granted: firstOf(gives), ...holderEvidence(found) },
		severityFor(role, access, found),
	);
}

/** The role is dangerous, but only Kubernetes and what is tolerated holds it, if anybody. */
export const heldByNobody = (role: KubernetesRole, does: string, gives: readonly string[]): Verdict =>
	role.builtIn
		? notApplicable(`${roleName(role)} comes with the cluster, and only the platform and tolerated subjects hold it.`)
		: pass(`${roleName(role)} would let its holders ${does}, and only the platform or tolerated subjects hold it, if anybody.`, {
				granted: firstOf(gives),
				holders: [],
			});

/** The holders, and those of them that are people, as evidence. */
export const holderEvidence = (found: readonly Holder[]) => ({
	count: found.length,
	holders: firstOf(found.map(described)),
	people: firstOf(found.filter(({ person }) => person).map(({ subject }) => subject)),
	bindings: firstOf([...new Set(found.map(({ binding }) => binding))]),
});

/** The severity at the worst place where the role is held. Namespaces count as without a database when that was not read. */
export function severityFor(role: KubernetesRole, access: Omit<Access, "rights" | "does">, found: readonly Holder[]): Severity {
	const places = found.map(({ namespace }) => namespace);
	if (places.includes(undefined)) return access.everywhere;
	const databases = "value" in role.databaseNamespaces ? role.databaseNamespaces.value : [];
	const worst = places.some((place) => databases.includes(place as string)) ? access.database : access.elsewhere;
	return worst ?? access.everywhere;
}
