import * as z from "zod";
import { ConfigError } from "../../core/errors.ts";
import { knowsNothing } from "../../core/history/readings.ts";
import type { Scope } from "../../core/scope.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { dataOf, sha256 } from "./compressed.ts";
import { addressOf, layoutOf } from "./layout.ts";
import type { ObjectStore } from "./store.ts";

const PointerSchema = z.looseObject({
	snapshotId: z.string().min(1),
	/** In the same bucket. */
	key: z.string().min(1),
	/** Of the object as it is stored, in hexadecimal. */
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	/** When the scan ended. */
	at: z.iso.datetime(),
	/** Of the snapshot. */
	schemaVersion: z.string(),
	complete: z.boolean(),
	/** The snapshot that it was compared with, so that the comparison can be repeated. */
	previous: z.object({ snapshotId: z.string(), key: z.string(), sha256: z.string(), at: z.iso.datetime() }).optional(),
});

/** What `latest/v1/<scope>.json` says of the newest snapshot of a scope. */
export type Pointer = z.infer<typeof PointerSchema>;

/** Reads the text of a snapshot; throws `ConfigError` with `source` in it. */
export type ReadSnapshot = (data: unknown, source: string) => Snapshot;

/** The newest snapshot of a scope. */
export interface Latest {
	readonly pointer: Pointer;
	/** Of the pointer. */
	readonly etag: string;
	/** Absent when it is no longer there, or not what was written; `problem` then says so. */
	readonly snapshot?: Snapshot;
	readonly problem?: string;
}

/** Was nothing of the scope ever read? Then what is read first is where its history begins, and no news, however much of it fails. */
export const isBlank = ({ pointer, snapshot }: Latest): boolean =>
	pointer.previous === undefined && snapshot !== undefined && knowsNothing(snapshot);

/** The pointer that a text holds, or undefined when it is something else. */
export function asPointer(data: unknown): Pointer | undefined {
	const parsed = PointerSchema.safeParse(data);
	return parsed.success ? parsed.data : undefined;
}

/** A pointer where one must be; `ConfigError` when the object is something else. */
export async function pointerIn(body: Uint8Array, source: string): Promise<Pointer> {
	const pointer = asPointer(await jsonOf(body, source));
	if (!pointer) throw new ConfigError(`${source} is not a pointer that Parapet wrote. Move it away to start the scope anew.`);
	return pointer;
}

/** The newest snapshot of a scope, undefined when none was published. A snapshot that is gone or damaged is a `problem`, so that the next one can follow it. */
export async function readLatest(store: ObjectStore, prefix: string, scope: Scope, read: ReadSnapshot): Promise<Latest | undefined> {
	const key = layoutOf(prefix).latest(scope);
	const stored = await store.get(key);
	if (!stored) return undefined;
	const pointer = await pointerIn(stored.body, addressOf(store.bucket, key));
	const found = await readPointed(store, pointer, read);
	return { pointer, etag: stored.etag, ...(typeof found === "string" ? { problem: found } : { snapshot: found }) };
}

/** The snapshot that a pointer names, checked against its hash, or what is wrong with it. */
export async function readPointed(
	store: ObjectStore,
	{ key, sha256: expected }: Pick<Pointer, "key" | "sha256">,
	read: ReadSnapshot,
): Promise<Snapshot | string> {
	const source = addressOf(store.bucket, key);
	const stored = await store.get(key);
	if (!stored) return `${source} is no longer there`;
	if (sha256(stored.body) !== expected) return `${source} is not what was published: its SHA-256 differs from the pointer's`;
	return read(await jsonOf(stored.body, source), source);
}

/** The JSON of an object, compressed or not; `ConfigError` when it is none. */
export async function jsonOf(body: Uint8Array, source: string): Promise<unknown> {
	try {
		return await dataOf(body);
	} catch (cause) {
		throw new ConfigError(`${source} is not valid JSON: ${(cause as Error).message.split("\n")[0]}`, { cause });
	}
}
