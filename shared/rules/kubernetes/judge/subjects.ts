import { need, Unobserved } from "../../../core/observed.ts";
import { strings } from "../../../core/parameters.ts";
import type { KubernetesRole } from "../../../core/resources/index.ts";
import type { RbacSubject } from "../../../core/resources/kubernetes.ts";
import { matchesWildcard } from "../../../core/wildcard.ts";
import { quoted } from "../../judge/offenders.ts";
import { isExempt } from "./platform.ts";

/** Somebody who holds a role. */
export interface Holder {
	/** `User anna`, `Group devs` or `ServiceAccount ci/deployer`. */
	readonly subject: string;
	/** A user or group: people, or whoever logs in from outside of the cluster. No service account, and not all of them. */
	readonly person: boolean;
	/** Where a RoleBinding gives the role; absent: everywhere. */
	readonly namespace?: string;
	readonly binding: string;
}

/** Who may hold the role that a rule judges. */
export interface Tolerance {
	readonly exemptNamespaces: readonly string[];
	readonly allowedSubjects: readonly string[];
}

export const allowedSubjects = strings(
	[],
	'Subjects that may hold it, as "User anna", "Group admins" or "ServiceAccount ci/deployer"; * stands for any text.',
);

const groupsOfControlPlane = /^(system:(masters|nodes|node-proxier|monitoring|bootstrappers(:.*)?)|eks:.*)$/;
const usersOfControlPlane = /^(system:(node:.*|kube-.*|apiserver|volume-scheduler)|eks:.*)$/;
const allAccounts = /^system:serviceaccounts(:|$)/;
const accountAsUser = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** A service account may also be named as the user that it logs in as. */
function asAccount(
	{ kind, name, namespace }: RbacSubject,
	bindingNamespace: string | undefined,
): [namespace: string, name: string] | undefined {
	if (kind === "ServiceAccount") return [namespace ?? bindingNamespace ?? "", name];
	const match = kind === "User" ? accountAsUser.exec(name) : null;
	return match ? [match[1] as string, match[2] as string] : undefined;
}

/** Is it the control plane itself, its nodes or EKS, which have their rights anyway? */
export const ofControlPlane = ({ kind, name }: RbacSubject): boolean =>
	(kind === "Group" && groupsOfControlPlane.test(name)) || (kind === "User" && usersOfControlPlane.test(name));

/** How a subject is called: `ServiceAccount ci/deployer`, `Group devs`. */
export function subjectName(subject: RbacSubject, bindingNamespace?: string): string {
	const account = asAccount(subject, bindingNamespace);
	return account ? `ServiceAccount ${account.join("/")}` : `${subject.kind} ${subject.name}`;
}

/** Is the subject one that is not judged: the control plane, a service account of the platform, or allowed by name? */
export function isTolerated(subject: RbacSubject, bindingNamespace: string | undefined, tolerance: Tolerance): boolean {
	const account = asAccount(subject, bindingNamespace);
	if (ofControlPlane(subject) || (account && isExempt(account[0], tolerance.exemptNamespaces))) return true;
	const name = subjectName(subject, bindingNamespace);
	return tolerance.allowedSubjects.some((pattern) => matchesWildcard(pattern, name));
}

/** Everybody whom a binding of the organisation's own gives the role. */
export const allHolders = (role: KubernetesRole): (Holder & { readonly raw: RbacSubject })[] =>
	need(role.bindings)
		.filter(({ builtIn }) => !builtIn)
		.flatMap(({ name, namespace, subjects }) =>
			subjects.map((raw) => ({
				raw,
				subject: subjectName(raw, namespace),
				person: asAccount(raw, namespace) === undefined && !allAccounts.test(raw.name),
				...(namespace === undefined ? {} : { namespace }),
				binding: name,
			})),
		);

/** That nobody else holds the role is known only where every namespace was read; throws `Unobserved` otherwise, but for roles of the control plane. */
export function needAllHolders({ onlyNamespaces, namespace, name, roleKind }: KubernetesRole): void {
	if (namespace !== undefined || onlyNamespaces === undefined || /^(system:|eks:)/.test(name)) return;
	throw new Unobserved(
		`${roleKind} ${quoted(name)} may be held in namespaces that were not read: only ${onlyNamespaces.slice(0, 10).map(quoted).join(", ")} ${onlyNamespaces.length === 1 ? "was" : "were"} chosen.`,
	);
}

/** Those of them that are not tolerated. */
export const holders = (role: KubernetesRole, tolerance: Tolerance): Holder[] =>
	allHolders(role)
		.filter(({ raw, namespace }) => !isTolerated(raw, namespace, tolerance))
		.map(({ raw, ...holder }) => holder);

/** `Group devs in orders`. */
export const described = ({ subject, namespace }: Holder): string => (namespace === undefined ? subject : `${subject} in ${namespace}`);

/** `ClusterRole "edit"`, `Role "orders/reader"`. */
export const roleName = ({ roleKind, namespace, name }: KubernetesRole): string =>
	`${roleKind} ${quoted(namespace === undefined ? name : `${namespace}/${name}`)}`;
