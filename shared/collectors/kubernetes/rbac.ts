import type { RbacRule, RbacSubject } from "../../core/resources/kubernetes.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { at, defined, records, text, texts } from "./json.ts";
import type { Listings } from "./listings.ts";
import { labelsOf, namespaceOf } from "./objects.ts";
import { createSelectorIndex, push, selectorOf } from "./selectors.ts";

/** A binding of a role. */
export interface Binding {
	readonly name: string;
	/** Absent for a ClusterRoleBinding. */
	readonly namespace: string | undefined;
	readonly builtIn: boolean;
	readonly subjects: readonly RbacSubject[];
}

/** A role with its effective rules and everybody who holds it. */
export interface HeldRole {
	readonly object: KubernetesObject;
	readonly roleKind: "Role" | "ClusterRole";
	readonly builtIn: boolean;
	readonly rules: readonly RbacRule[];
	readonly bindings: readonly Binding[];
}

/** Comes with Kubernetes, or is of the control plane or EKS by its name. */
const isBuiltIn = (object: KubernetesObject): boolean =>
	labelsOf(object)["kubernetes.io/bootstrapping"] !== undefined || isOfControlPlane(object.metadata.name);

export const isOfControlPlane = (name: string): boolean => /^(system:|eks:)/.test(name);

/** What the built-in roles for everybody give: to find their way in the API, to ask about themselves, to read what is public in the cluster. */
function isForEverybody({ verbs, apiGroups, resources, nonResourceUrls }: RbacRule): boolean {
	if ([...verbs, ...apiGroups, ...resources, ...nonResourceUrls].includes("*") || apiGroups.includes("")) return false;
	const aboutOneself = resources.length > 0 && resources.every((resource) => resource.startsWith("selfsubject"));
	return aboutOneself || verbs.every((verb) => ["get", "list", "watch"].includes(verb));
}

/** Anybody may take the name and label of a built-in binding for one of their own: it counts as such only for what such a binding does. */
function isBuiltInBinding(object: KubernetesObject, role: string, rules: readonly RbacRule[] | undefined): boolean {
	if (!isBuiltIn(object)) return false;
	if (isOfControlPlane(role) && role === object.metadata.name && rules?.every(isForEverybody)) return true;
	return subjectsOf(object).every(
		({ kind, name, namespace }) =>
			(kind === "ServiceAccount" && namespace === "kube-system" && isOfControlPlane(role)) ||
			(["User", "Group"].includes(kind) &&
				isOfControlPlane(name) &&
				!/^system:((un)?authenticated|anonymous|serviceaccounts?\b)/.test(name)),
	);
}

/** All roles with their bindings. */
export function readRoles({ core }: Listings): HeldRole[] {
	const bindings = new Map<string, Binding[]>();
	const rulesOfClusterRoles = new Map(core.clusterRoles.items.map((object) => [object.metadata.name, rulesOf(object)]));
	for (const object of [...core.roleBindings.items, ...core.clusterRoleBindings.items]) {
		const namespace = object.metadata.namespace || undefined;
		const kind = text(at(object, "roleRef", "kind")) ?? "";
		const name = text(at(object, "roleRef", "name")) ?? "";
		push(bindings, keyOf(kind === "Role" ? namespace : undefined, kind, name), {
			name: object.metadata.name,
			namespace,
			builtIn: isBuiltInBinding(object, name, kind === "ClusterRole" ? rulesOfClusterRoles.get(name) : undefined),
			subjects: subjectsOf(object),
		});
	}
	const aggregated = aggregation(core.clusterRoles.items);
	const held = (roleKind: HeldRole["roleKind"]) => (object: KubernetesObject) => ({
		object,
		roleKind,
		builtIn: isBuiltIn(object),
		rules: roleKind === "ClusterRole" ? aggregated(object) : rulesOf(object),
		bindings: bindings.get(keyOf(namespaceOf(object) || undefined, roleKind, object.metadata.name)) ?? [],
	});
	return [...core.clusterRoles.items.map(held("ClusterRole")), ...core.roles.items.map(held("Role"))];
}

const keyOf = (namespace: string | undefined, kind: string, name: string): string => `${namespace ?? ""}\n${kind}\n${name}`;

const rulesOf = (object: KubernetesObject): RbacRule[] =>
	records(object.rules).map((rule) => ({
		apiGroups: texts(rule.apiGroups),
		resources: texts(rule.resources),
		resourceNames: texts(rule.resourceNames),
		verbs: texts(rule.verbs),
		nonResourceUrls: texts(rule.nonResourceURLs),
	}));

const subjectsOf = (object: KubernetesObject): RbacSubject[] =>
	records(object.subjects).map(({ kind, name, namespace }) =>
		defined({ kind: text(kind) ?? "", name: text(name) ?? "", namespace: text(namespace) }),
	);

/** An aggregated ClusterRole has the rules of all that its selectors match. The control plane writes them in, but may not have come to it yet. */
function aggregation(clusterRoles: readonly KubernetesObject[]): (object: KubernetesObject) => RbacRule[] {
	const labels = new Map(clusterRoles.map((object) => [object, labelsOf(object)]));
	const selectors = clusterRoles.flatMap((object) =>
		records(at(object, "aggregationRule", "clusterRoleSelectors")).map((selector) => ({ selector: selectorOf(selector), item: object })),
	);
	if (selectors.length === 0) return rulesOf;
	const aggregates = createSelectorIndex(selectors, labels.values());
	const parts = new Map<KubernetesObject, KubernetesObject[]>();
	for (const [object, own] of labels) for (const aggregate of new Set(aggregates(own))) push(parts, aggregate, object);
	return (object) => {
		const all = [object, ...(parts.get(object) ?? [])].flatMap(rulesOf);
		return [...new Map(all.map((rule) => [JSON.stringify(rule), rule])).values()];
	};
}

const reading: readonly string[] = ["get", "list", "watch", "*"];

/** How a role lets its holders read Secrets: by which verbs, and which Secrets when they are named; undefined when it does not. */
export function secretAccess(rules: readonly RbacRule[]): { readonly verbs: string[]; readonly only: string[] | undefined } | undefined {
	const granting = rules.filter(
		({ apiGroups, resources, verbs }) =>
			apiGroups.some((group) => group === "" || group === "*") &&
			resources.some((resource) => resource === "secrets" || resource === "*") &&
			verbs.some((verb) => reading.includes(verb)),
	);
	if (granting.length === 0) return undefined;
	const unlimited = granting.filter(({ resourceNames }) => resourceNames.length === 0);
	const relevant = unlimited.length > 0 ? unlimited : granting;
	return {
		verbs: reading.filter((verb) => relevant.some(({ verbs }) => verbs.includes(verb))),
		only: unlimited.length > 0 ? undefined : [...new Set(relevant.flatMap(({ resourceNames }) => resourceNames))].sort(),
	};
}

/** The service account that a subject is, by either of its names; undefined for everybody else. */
export function accountOf(subject: RbacSubject, bindingNamespace: string | undefined): { namespace: string; name: string } | undefined {
	if (subject.kind === "ServiceAccount") return { namespace: subject.namespace ?? bindingNamespace ?? "", name: subject.name };
	const [, namespace, name] = subject.kind === "User" ? (/^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject.name) ?? []) : [];
	return namespace !== undefined && name !== undefined ? { namespace, name } : undefined;
}

/** Groups in which service accounts are: all of them, those of a namespace, everybody who logs in. */
export const groupsOfAccounts = (namespace: string): string[] => [
	"system:serviceaccounts",
	`system:serviceaccounts:${namespace}`,
	"system:authenticated",
];
