/** An object that was read. */
export interface StoredObject {
	readonly body: Uint8Array;
	/** As S3 gives it, with its quotes. */
	readonly etag: string;
}

/** An object of a listing; `modified` in ISO 8601. */
export interface ListedObject {
	readonly key: string;
	readonly size: number;
	readonly modified: string;
}

/** On what a write depends: that nothing is there, that there is still what was read, or on nothing. */
export type Condition = { readonly absent: true } | { readonly etag: string } | { readonly always: true };

/**
 * What is needed of S3: whole objects, written on a condition. Any failure of the store itself (denied, no such bucket, no network)
 * is thrown as a `ConfigError` that says what to do.
 */
export interface ObjectStore {
	readonly bucket: string;
	/** False when the condition does not hold; a write that was sent twice may say so of itself. */
	put(key: string, body: Uint8Array, contentType: string, condition: Condition): Promise<boolean>;
	/** Undefined when there is none. */
	get(key: string): Promise<StoredObject | undefined>;
	/** No error when there is none. */
	remove(key: string): Promise<void>;
	/** Everything below a prefix, in the order of the keys. */
	list(prefix: string): Promise<ListedObject[]>;
}
