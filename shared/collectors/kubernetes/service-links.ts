import type { KubernetesObject } from "../../kubernetes/port.ts";
import { at } from "./json.ts";
import { namespaceOf } from "./objects.ts";
import type { Draft } from "./owners.ts";
import { createSelectorIndex, labelSelector, push } from "./selectors.ts";

/** Services that select some of a workload's pods. */
export type ServicesOf = (draft: Draft) => KubernetesObject[];

/** A Service without a selector, and one that only stands for a name outside, selects nothing. */
export function serviceFinder(services: readonly KubernetesObject[], drafts: readonly Draft[]): ServicesOf {
	const servicesOf = new Map<string, KubernetesObject[]>();
	for (const service of services) push(servicesOf, namespaceOf(service), service);
	const draftsOf = Map.groupBy(drafts, ({ namespace }) => namespace);
	const indexes = new Map(
		[...servicesOf].map(([namespace, items]) => [
			namespace,
			createSelectorIndex(
				items
					.filter((item) => at(item.spec, "type") !== "ExternalName")
					.map((item) => ({ item, selector: labelSelector(at(item.spec, "selector")) }))
					.filter(({ selector }) => selector.labels.length > 0),
				(draftsOf.get(namespace) ?? []).flatMap(({ podLabels }) => podLabels),
			),
		]),
	);
	return ({ namespace, podLabels }) => [...new Set(podLabels.flatMap((labels) => indexes.get(namespace)?.(labels) ?? []))];
}
