import type { JsonObject } from "../action.ts";

/** A document that was read, and the mark that a write depends on. */
export interface StoredDocument {
	readonly value: JsonObject;
	readonly etag: string;
}

/** On what a write depends: that nothing is there, that there is still what was read, or on nothing. */
export type Condition = { readonly absent: true } | { readonly etag: string } | { readonly always: true };

/**
 * Where attempts, ledgers and budgets are kept: JSON documents under keys, written on a condition. Of two writers that read the same, one succeeds. A failure
 * of the store itself is thrown; nothing is changed in AWS then.
 */
export interface Documents {
	/** Undefined when there is none. Throws when it is there and is no JSON object. */
	get(key: string): Promise<StoredDocument | undefined>;
	/** The mark of what was written; undefined when the condition does not hold. */
	put(key: string, value: JsonObject, condition: Condition): Promise<string | undefined>;
	/** No error when there is none. */
	remove(key: string): Promise<void>;
	/** Keys below a prefix, in the order of their characters. */
	list(prefix: string): Promise<readonly string[]>;
}
