import type { ResourceKind } from "./kinds.ts";
import type { Unread } from "./observed.ts";
import type { Resource } from "./resources/index.ts";
import type { Scope } from "./scope.ts";

/**
 * A list call that failed, so that resources may be missing. `kinds` are the resource kinds that are incomplete in `scope` because of it;
 * every rule over them yields an `indeterminate` finding for the scope.
 */
export interface CollectionError extends Unread {
	readonly scope: Scope;
	readonly kinds: readonly ResourceKind[];
}

/** All of the scanned scopes at one time. */
export interface Inventory {
	readonly scopes: readonly Scope[];
	readonly resources: readonly Resource[];
	readonly errors: readonly CollectionError[];
}
