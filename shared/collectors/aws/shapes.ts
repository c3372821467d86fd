import type { CollectionError } from "../../core/inventory.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import { type Observed, seen, type Unread, unread } from "../../core/observed.ts";
import type { Tags } from "../../core/resources/schema.ts";
import type { Scope } from "../../core/scope.ts";
import type { Listing } from "../ports.ts";

/** AWS's list of key and value as a record; an absent list is no tags, because AWS leaves empty ones out. */
export const tagsOf = (tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined): Tags =>
	Object.fromEntries((tags ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ""]])));

/** ISO 8601 in UTC; absent stays absent. */
export const isoTime = (time: Date | undefined): string | undefined => time?.toISOString();

/** A failed call as a collection error over the kinds that it leaves incomplete. */
export const collectionError = (scope: Scope, failure: Unread, ...kinds: ResourceKind[]): CollectionError => ({ ...failure, scope, kinds });

/** The error of a listing that ended early; empty when it is whole. */
export const listingErrors = (scope: Scope, { failure }: Listing<unknown>, ...kinds: ResourceKind[]): CollectionError[] =>
	failure ? [collectionError(scope, failure, ...kinds)] : [];

/** The items of a listing as one fact, which is only read when all pages were. */
export const whole = <T>(listing: Listing<T>): Observed<readonly T[]> => (listing.failure ? unread(listing.failure) : seen(listing.items));

/** One fact made of another, when that was read. */
export const mapSeen = <T, U>(fact: Observed<T>, change: (value: T) => U): Observed<U> =>
	"value" in fact ? seen(change(fact.value)) : fact;

/** The facts together, or the first reason why one is missing. */
export function allSeen<T>(facts: readonly Observed<T>[]): Observed<T[]> {
	const values: T[] = [];
	for (const fact of facts) {
		if ("unread" in fact) return fact;
		values.push(fact.value);
	}
	return seen(values);
}

/** Only the members that the predicate's type names: what AWS documents as present but types as optional. */
export const present = <T>(value: T | undefined): value is T => value !== undefined;
