import type { Inventory } from "../core/inventory.ts";
import type { ResourceKind } from "../core/kinds.ts";

/** Inventories of one time as one. */
export const mergeInventories = (...parts: readonly Inventory[]): Inventory => ({
	scopes: parts.flatMap(({ scopes }) => scopes),
	resources: parts.flatMap(({ resources }) => resources),
	errors: parts.flatMap(({ errors }) => errors),
});

/** The inventory without what nobody asked for, so that a kind which could not be read does not count where no rule looks at it. */
export const narrowTo = ({ scopes, resources, errors }: Inventory, kinds: ReadonlySet<ResourceKind>): Inventory => ({
	scopes,
	resources: resources.filter(({ kind }) => kinds.has(kind)),
	errors: errors.flatMap((error) => {
		const wanted = error.kinds.filter((kind) => kinds.has(kind));
		return wanted.length === 0 && error.kinds.length > 0 ? [] : [{ ...error, kinds: wanted }];
	}),
});
