import type { Observed } from "../../core/observed.ts";
import type { KubernetesNamespace } from "../../core/resources/index.ts";
import { secretReaderFinder } from "./access.ts";
import { at, defined, records, text } from "./json.ts";
import { from, type Listings, type Reading } from "./listings.ts";
import { deniesAllIngress } from "./network-policies.ts";
import { baseOf, compare, type Here, labelsOf, namespaceOf } from "./objects.ts";
import type { HeldRole } from "./rbac.ts";
import { push } from "./selectors.ts";
import { otherPolicies, type Workload } from "./workloads.ts";

/** The cluster's own: Kubernetes' and those of AWS add-ons. */
export const isSystemNamespace = (name: string): boolean =>
	/^(kube-system|kube-public|kube-node-lease|amazon-(cloudwatch|guardduty|network-flow-monitor))$/.test(name);

const names = (items: readonly { readonly name: string }[]): string[] => [...new Set(items.map(({ name }) => name))].sort(compare);

/** All namespaces. `sources` are the lists that workloads come from. */
export function namespaceResources(
	here: Here,
	listings: Listings,
	workloads: readonly Workload[],
	roles: readonly HeldRole[],
	sources: readonly Reading[],
): KubernetesNamespace[] {
	const { core, custom } = listings;
	const workloadsOf = Map.groupBy(workloads, ({ draft }) => draft.namespace);
	const policiesOf = Map.groupBy(core.networkPolicies.items, namespaceOf);
	const others = otherPolicies(listings);
	const readers = secretReaderFinder(here, listings, roles);
	const external = externalSecrets(listings);
	return core.namespaces.items.map((object) => {
		const { name } = object.metadata;
		const labels = labelsOf(object);
		const own = workloadsOf.get(name) ?? [];
		const policies = policiesOf.get(name) ?? [];
		return {
			kind: "kubernetes.Namespace" as const,
			...baseOf(here, object, "Namespace"),
			system: isSystemNamespace(name),
			podSecurity: defined({
				enforce: labels["pod-security.kubernetes.io/enforce"],
				audit: labels["pod-security.kubernetes.io/audit"],
				warn: labels["pod-security.kubernetes.io/warn"],
			}),
			workloads: from(sources, () => names(own.map(({ draft }) => draft))),
			databaseWorkloads: from(sources, () => names(own.filter(({ database }) => database).map(({ draft }) => draft))),
			networkPolicies: from([core.networkPolicies], () => names(policies.map(({ metadata }) => metadata))),
			defaultDenyIngress: from([core.networkPolicies], () => policies.some(deniesAllIngress)),
			otherNetworkPolicies: others(name),
			secretReaders: readers(name),
			externalSecrets: from([custom.externalSecrets, custom.secretProviderClasses], () => external(name)),
		};
	});
}

/** Answers which Secrets of a namespace are kept in step with a store outside. */
function externalSecrets({ custom }: Listings): (namespace: string) => string[] {
	const secrets = new Map<string, string[]>();
	for (const object of custom.externalSecrets.items)
		push(secrets, namespaceOf(object), text(at(object.spec, "target", "name")) ?? object.metadata.name);
	for (const object of custom.secretProviderClasses.items)
		for (const secret of records(at(object.spec, "secretObjects"))) {
			const name = text(secret.secretName);
			if (name !== undefined) push(secrets, namespaceOf(object), name);
		}
	return (namespace) => [...new Set(secrets.get(namespace) ?? [])].sort(compare);
}

/** Namespaces that hold a database workload. */
export const databaseNamespaces = (workloads: readonly Workload[], sources: readonly Reading[]): Observed<string[]> =>
	from(sources, () => [...new Set(workloads.filter(({ database }) => database).map(({ draft }) => draft.namespace))].sort(compare));
