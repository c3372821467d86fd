import type { Grant } from "../../shared/runtime/app/grants.ts";
import type { ObjectStore } from "../../shared/sinks/s3/store.ts";

/** The bucket as a function sees it that has these grants and no others: what they do not cover is an error of the test. */
export function grantedStore<Store extends ObjectStore>(store: Store, bucket: "evidence" | "state", grants: readonly Grant[]): Store {
	const need = (action: string, separator: "/" | ":", key: string) => {
		const covered = grants.some(
			({ actions, on }) =>
				actions.includes(action) &&
				on.some((target) => target.startsWith(`${bucket}${separator}`) && key.startsWith(target.slice(bucket.length + 1))),
		);
		if (!covered) throw new Error(`No grant of ${action} on ${bucket}${separator}${key}`);
	};
	const needKey = (action: string, key: string) => {
		if (!grants.some(({ actions, on }) => actions.includes(action) && on.includes("key")))
			throw new Error(`No grant of ${action} for ${key}`);
	};
	return {
		...store,
		get: async (key) => {
			need("s3:GetObject", "/", key);
			needKey("kms:Decrypt", key);
			const stored = await store.get(key);
			// S3 says "denied" of what is not there to who may not list it.
			if (!stored) need("s3:ListBucket", ":", key);
			return stored;
		},
		put: (key, ...rest) => {
			need("s3:PutObject", "/", key);
			needKey("kms:GenerateDataKey", key);
			return store.put(key, ...rest);
		},
		remove: (key) => {
			need("s3:DeleteObject", "/", key);
			return store.remove(key);
		},
		list: (prefix) => {
			need("s3:ListBucket", ":", prefix);
			return store.list(prefix);
		},
	};
}
