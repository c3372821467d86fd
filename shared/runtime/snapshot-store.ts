import { connectToBuckets } from "../aws/bucket-connection.ts";
import { defaultCredentials } from "../aws/credentials.ts";
import { defaultRegion } from "../aws/default-region.ts";
import { partitionOf } from "../aws/partitions.ts";
import { ConfigError } from "../core/errors.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { type BucketSettings, s3Store } from "../sinks/s3/aws-store.ts";
import { asPointer, jsonOf, type ReadSnapshot, readPointed } from "../sinks/s3/latest.ts";
import { addressOf, layoutOf, placeOf } from "../sinks/s3/layout.ts";
import type { ObjectStore } from "../sinks/s3/store.ts";
import { version } from "./version.ts";

/** Whose credentials are used, and where the region is looked up. */
export interface StoreAccess {
	readonly profile?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A way to a bucket; close it. */
export interface OpenStore {
	readonly store: ObjectStore;
	readonly close: () => void;
}

/** Opens a way to a bucket; nothing is called yet. */
export async function openStore(settings: BucketSettings, { profile, environment }: StoreAccess): Promise<OpenStore> {
	const region = (await defaultRegion(profile, environment)) ?? "us-east-1";
	const connection = connectToBuckets({ version, concurrency: 8, profile });
	const caller = connection.caller({ partition: partitionOf(region), account: "-", region }, defaultCredentials(profile));
	return { store: s3Store(caller, settings), close: () => connection.close() };
}

/**
 * The snapshot at an `s3://` address: the snapshot itself, compressed or not, a pointer below `latest/v1/`, or a prefix under which one scope was
 * published. Throws `ConfigError`.
 */
export async function readPublished(address: string, access: StoreAccess, read: ReadSnapshot): Promise<Snapshot> {
	const { bucket, prefix: key } = placeOf(address);
	const { store, close } = await openStore({ bucket }, access);
	try {
		return await snapshotAt(store, /\.json(?:\.gz)?$/.test(key) ? key : await onlyPointer(store, key), read);
	} finally {
		close();
	}
}

async function snapshotAt(store: ObjectStore, key: string, read: ReadSnapshot): Promise<Snapshot> {
	const source = addressOf(store.bucket, key);
	const stored = await store.get(key);
	if (!stored) throw new ConfigError(`There is nothing at ${source}. What is there: parapet snapshots list s3://${store.bucket}/PREFIX`);
	const data = await jsonOf(stored.body, source);
	const pointer = asPointer(data);
	if (!pointer) return read(data, source);
	const snapshot = await readPointed(store, pointer, read);
	if (typeof snapshot === "string") throw new ConfigError(`${source} points to a snapshot that cannot be used: ${snapshot}.`);
	return snapshot;
}

/** How many addresses an error names. */
const fewAddresses = 10;

async function onlyPointer(store: ObjectStore, prefix: string): Promise<string> {
	const pointers = (await store.list(layoutOf(prefix).allLatest)).map(({ key }) => key);
	const [only, second] = pointers;
	const address = addressOf(store.bucket, prefix);
	if (!only) throw new ConfigError(`No snapshot was published under ${address}.`);
	if (!second) return only;
	throw new ConfigError(`${address} has the snapshots of ${pointers.length} scopes. Name one:`, {
		problems: [
			...pointers.slice(0, fewAddresses).map((key) => addressOf(store.bucket, key)),
			...(pointers.length > fewAddresses ? [`and ${pointers.length - fewAddresses} more`] : []),
		],
	});
}
