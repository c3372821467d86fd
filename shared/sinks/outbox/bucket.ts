import type { ObjectStore } from "../s3/store.ts";
import type { Store } from "./store.ts";

const part = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
const isKey = (key: string): boolean => key.split("/").every((each) => part.test(each));

/**
 * A store in a bucket, below a prefix that ends in a slash: one object a key. S3 is consistent: what a call wrote, the next one reads and lists.
 * Throws `ConfigError` where it may not or cannot.
 */
export function bucketStore(objects: ObjectStore, prefix: string): Store {
	const keyOf = (key: string): string => {
		if (!isKey(key)) throw new Error(`No key of a store: ${key}`);
		return `${prefix}${key}`;
	};
	const put = (key: string, text: string, condition: Parameters<ObjectStore["put"]>[3]): Promise<boolean> =>
		objects.put(keyOf(key), Buffer.from(text), "application/json", condition);
	return {
		async get(key) {
			const stored = await objects.get(keyOf(key));
			return stored && Buffer.from(stored.body).toString("utf8");
		},
		create: (key, text) => put(key, text, { absent: true }),
		async write(key, text) {
			await put(key, text, { always: true });
		},
		async remove(key) {
			await objects.remove(keyOf(key));
		},
		async list(below) {
			const keys = (await objects.list(`${keyOf(below)}/`)).map(({ key }) => key.slice(prefix.length));
			// What has another name was put there by somebody else, and cannot be read here: it must not hold up the rest.
			return keys.filter(isKey).toSorted();
		},
	};
}
