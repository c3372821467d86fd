import type { CollectionError, Inventory } from "../core/inventory.ts";
import type { ResourceKind } from "../core/kinds.ts";
import { joinResources } from "./join.ts";

/** Joins what was read, in one go or in parts, and leaves the wanted kinds. */
export const joinCollected = ({ scopes, resources, errors }: Inventory, kinds: ReadonlySet<ResourceKind>): Inventory => ({
	scopes,
	resources: joinResources(resources, errors, scopes).filter((resource) => kinds.has(resource.kind)),
	errors: errors.flatMap((error) => narrow(error, kinds)),
});

/** The error as it concerns the wanted kinds; gone when it concerns only kinds that nobody asked for. */
function narrow(error: CollectionError, wanted: ReadonlySet<ResourceKind>): CollectionError[] {
	const kinds = error.kinds.filter((kind) => wanted.has(kind));
	return kinds.length === 0 && error.kinds.length > 0 ? [] : [{ ...error, kinds }];
}
