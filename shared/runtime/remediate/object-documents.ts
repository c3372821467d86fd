import { ConfigError } from "../../core/errors.ts";
import type { JsonObject } from "../../remediations/action.ts";
import type { Documents } from "../../remediations/engine/documents.ts";
import { addressOf } from "../../sinks/s3/layout.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";

/** Documents in a bucket, below a prefix that is empty or ends in a slash. */
export function objectDocuments(store: ObjectStore, prefix: string): Documents {
	return {
		async get(key) {
			const stored = await store.get(prefix + key);
			return stored && { value: parse(stored.body, addressOf(store.bucket, prefix + key)), etag: stored.etag };
		},
		async put(key, value, condition) {
			const body = Buffer.from(`${JSON.stringify(value)}\n`);
			await store.put(prefix + key, body, "application/json", condition);
			// What is there now decides: a write whose answer was lost and that was sent again says of itself that it did not succeed.
			const stored = await store.get(prefix + key);
			return stored && Buffer.compare(stored.body, body) === 0 ? stored.etag : undefined;
		},
		remove: (key) => store.remove(prefix + key),
		list: async (below) => (await store.list(prefix + below)).map(({ key }) => key.slice(prefix.length)),
	};
}

/** The JSON object in a document; a `ConfigError` names the place. */
export function parse(body: Uint8Array, place: string): JsonObject {
	let value: unknown;
	try {
		value = JSON.parse(Buffer.from(body).toString("utf8"));
	} catch (cause) {
		throw new ConfigError(`${place} is not JSON. Parapet changes nothing until it is repaired or removed.`, { cause });
	}
	if (typeof value !== "object" || value === null || Array.isArray(value))
		throw new ConfigError(`${place} is no JSON object. Parapet changes nothing until it is repaired or removed.`);
	return value as JsonObject;
}
