import { type Observed, seen, type Unread, unread } from "../../core/observed.ts";
import type { KubernetesNamespace, KubernetesRole, KubernetesServiceAccount, KubernetesWorkload } from "../../core/resources/index.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { defined, flag } from "./json.ts";
import { from, type Listings, type Reading } from "./listings.ts";
import { annotationOf, baseOf, compare, type Here, namespaceOf } from "./objects.ts";
import { accountOf, groupsOfAccounts, type HeldRole, isOfControlPlane, secretAccess } from "./rbac.ts";
import { push } from "./selectors.ts";

type SecretReader = Extract<KubernetesNamespace["secretReaders"], { value: unknown }>["value"][number];

/** All Roles and ClusterRoles. */
export function roleResources(
	here: Here,
	{ core, namespaces }: Listings,
	roles: readonly HeldRole[],
	databaseNamespaces: Observed<string[]>,
): KubernetesRole[] {
	return roles.map(({ object, roleKind, builtIn, rules, bindings }) =>
		defined({
			kind: "kubernetes.Role" as const,
			...baseOf(here, object, roleKind),
			namespace: object.metadata.namespace || undefined,
			roleKind,
			builtIn,
			rules: [...rules],
			bindings: from(roleKind === "Role" ? [core.roleBindings] : [core.roleBindings, core.clusterRoleBindings], () =>
				bindings.map((binding) => defined({ ...binding, subjects: [...binding.subjects] })),
			),
			onlyNamespaces: roleKind === "ClusterRole" && namespaces ? [...namespaces] : undefined,
			databaseNamespaces,
		}),
	);
}

/** Answers who may read Secrets in a namespace; what only the control plane holds is left out. */
export function secretReaderFinder(
	here: Here,
	{ core }: Listings,
	roles: readonly HeldRole[],
): (namespace: string) => Observed<SecretReader[]> {
	const everywhere: SecretReader[] = [];
	const inNamespace = new Map<string, SecretReader[]>();
	for (const { object, roleKind, rules, bindings } of roles) {
		if (isOfControlPlane(object.metadata.name)) continue;
		const access = secretAccess(rules);
		if (!access) continue;
		const role = baseOf(here, object, roleKind).arn;
		for (const { namespace, subjects, builtIn } of bindings) {
			if (builtIn) continue;
			for (const subject of subjects) {
				const reader = defined({ subject, role, verbs: access.verbs, clusterWide: namespace === undefined, only: access.only });
				if (namespace === undefined) everywhere.push(reader);
				else push(inNamespace, namespace, reader);
			}
		}
	}
	return (namespace) =>
		from([core.roles, core.clusterRoles, core.roleBindings, core.clusterRoleBindings], () => [
			...everywhere,
			...(inNamespace.get(namespace) ?? []),
		]);
}

/** All ServiceAccounts, with their workloads and roles. `sources` are the lists that workloads come from. */
export function serviceAccountResources(
	here: Here,
	{ core, namespaces }: Listings,
	workloads: readonly KubernetesWorkload[],
	roles: readonly HeldRole[],
	sources: readonly Reading[],
): KubernetesServiceAccount[] {
	const byAccount = new Map<string, KubernetesWorkload[]>();
	for (const workload of workloads) push(byAccount, keyOf(workload.namespace, workload.serviceAccount), workload);
	const rolesOf = roleFinder(here, roles);
	return core.serviceAccounts.items.map((object) => {
		const namespace = namespaceOf(object);
		const own = byAccount.get(keyOf(namespace, object.metadata.name)) ?? [];
		const roleArn = annotationOf(object, "eks.amazonaws.com/role-arn")?.trim() || undefined;
		return defined({
			kind: "kubernetes.ServiceAccount" as const,
			...baseOf(here, object, "ServiceAccount"),
			namespace,
			automountToken: flag(object.automountServiceAccountToken),
			roleArn,
			role: roleArn === undefined ? undefined : unread(withoutAws("iam", "GetAccountAuthorizationDetails", "its role")),
			oidcIssuer: unread(withoutAws("eks", "DescribeCluster", "the cluster's OIDC issuer")),
			podIdentityRole: unread(withoutAws("eks", "ListPodIdentityAssociations", "pod identity associations")),
			workloads: from(sources, () => own.map(({ arn }) => arn)),
			usesDatabase: usesDatabase(own, sources),
			databaseHosts: databaseHosts(own, sources),
			roles: boundRoles(rolesOf(object), core, namespaces),
		});
	});
}

/** Any namespace may bind a role to an account of any other: where only some were read, none that was found may still be one that was not. */
function boundRoles(found: string[], core: Listings["core"], namespaces: Listings["namespaces"]): Observed<string[]> {
	if (namespaces === undefined || found.length > 0)
		return from([core.roles, core.clusterRoles, core.roleBindings, core.clusterRoleBindings], () => found);
	const message = `Only ${namespaces.slice(0, 10).join(", ")} ${namespaces.length === 1 ? "was" : "were"} read; other namespaces may bind roles to it.`;
	return unread({ service: "kubernetes", operation: "list rolebindings.rbac.authorization.k8s.io", cause: "skipped", message });
}

/** What only AWS knows, and how to have it. */
const withoutAws = (service: string, operation: string, what: string): Unread => ({
	service,
	operation,
	cause: "skipped",
	message: `AWS was not scanned, which knows ${what}: name its region with --region.`,
});

const keyOf = (namespace: string, name: string): string => `${namespace}\n${name}`;

/** A client or database that was seen is enough; without one all must have been read. */
function usesDatabase(own: readonly KubernetesWorkload[], sources: readonly Reading[]): Observed<boolean> {
	const does = own.some(({ database, databaseClients }) => database || ("value" in databaseClients && databaseClients.value.length > 0));
	if (does) return seen(true);
	const hidden = own.map(({ databaseClients }) => databaseClients).find((clients) => "unread" in clients);
	return hidden && "unread" in hidden ? hidden : from(sources, () => false);
}

function databaseHosts(own: readonly KubernetesWorkload[], sources: readonly Reading[]): Observed<(string | null)[]> {
	const hosts = new Set<string | null>();
	for (const { databaseClients } of own) {
		if ("unread" in databaseClients) return databaseClients;
		for (const { host } of databaseClients.value) hosts.add(host ?? null);
	}
	return from(sources, () => [...hosts].sort((a, b) => (a === null ? 1 : b === null ? -1 : compare(a, b))));
}

/** Answers which roles are bound to a service account: by its own name, or to a group that it is in by a binding that did not come with Kubernetes. */
function roleFinder(here: Here, roles: readonly HeldRole[]): (account: KubernetesObject) => string[] {
	const byAccount = new Map<string, string[]>();
	const byGroup = new Map<string, string[]>();
	for (const { object, roleKind, bindings } of roles) {
		const { arn } = baseOf(here, object, roleKind);
		for (const { namespace, subjects, builtIn } of bindings) {
			for (const subject of subjects) {
				const account = accountOf(subject, namespace);
				if (account) push(byAccount, keyOf(account.namespace, account.name), arn);
				else if (subject.kind === "Group" && !builtIn) push(byGroup, subject.name, arn);
			}
		}
	}
	return (account) => {
		const groups = groupsOfAccounts(namespaceOf(account)).flatMap((group) => byGroup.get(group) ?? []);
		const own = byAccount.get(keyOf(namespaceOf(account), account.metadata.name)) ?? [];
		return [...new Set([...own, ...groups])].sort(compare);
	};
}
