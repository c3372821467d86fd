import type { CollectionError } from "../../../core/inventory.ts";
import type { ResourceKind } from "../../../core/kinds.ts";
import type { Observed } from "../../../core/observed.ts";
import type { Resource } from "../../../core/resources/index.ts";
import type { Scope } from "../../../core/scope.ts";
import type { Collected, Listing } from "../../ports.ts";
import { collectionError, listingErrors } from "../shapes.ts";

/** Reads each listed child of a cluster. One that fails is an error that names it, and the others are kept. */
export async function readChildren<T, R extends Resource>(
	listed: Listing<T>,
	kind: ResourceKind,
	scope: Scope,
	label: (child: T) => string,
	read: (child: T) => Promise<Observed<R>>,
): Promise<{ readonly resources: readonly R[]; readonly errors: Collected["errors"] }> {
	const errors: CollectionError[] = listingErrors(scope, listed, kind);
	const resources: R[] = [];
	for (const [index, fact] of (await Promise.all(listed.items.map(read))).entries()) {
		if ("value" in fact) resources.push(fact.value);
		else {
			const message = `${label(listed.items[index] as T)}: ${fact.unread.message}`;
			errors.push(collectionError(scope, { ...fact.unread, message }, kind));
		}
	}
	return { resources, errors };
}
