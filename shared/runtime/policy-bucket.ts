import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { connectToBuckets } from "../aws/bucket-connection.ts";
import type { AwsCaller } from "../aws/caller.ts";
import { defaultCredentials } from "../aws/credentials.ts";
import { defaultRegion } from "../aws/default-region.ts";
import { partitionOf } from "../aws/partitions.ts";
import { ConfigError } from "../core/errors.ts";
import type { Unread } from "../core/observed.ts";
import { assertSize, isBundle, type StoredBundle } from "./policy-store.ts";
import { version } from "./version.ts";

/** Whose credentials read the bucket. */
export interface BucketAccess {
	readonly profile?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A way to buckets; close it. */
export interface Bucket {
	/** The bundles at `s3://bucket/key`, or under `s3://bucket/prefix/`. Needs s3:GetObject, and s3:ListBucket for a prefix. */
	readonly bundlesAt: (address: string) => Promise<StoredBundle[]>;
	readonly close: () => void;
}

/** Opens a way to S3; nothing is called yet. */
export async function openBucket({ profile, environment }: BucketAccess): Promise<Bucket> {
	const region = (await defaultRegion(profile, environment)) ?? "us-east-1";
	const connection = connectToBuckets({ version, concurrency: 4, profile });
	const caller = connection.caller({ partition: partitionOf(region), account: "-", region }, defaultCredentials(profile));
	return { bundlesAt: (address) => bundlesAt(caller, address), close: () => connection.close() };
}

async function bundlesAt(caller: AwsCaller, address: string): Promise<StoredBundle[]> {
	const [, Bucket, path = ""] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(address) ?? [];
	if (!Bucket) throw new ConfigError(`"${address}" is no address in S3: s3://bucket/key or s3://bucket/prefix/.`);
	const stored = (Key: string, size: number | undefined, etag: string | undefined): StoredBundle => {
		const source = `s3://${Bucket}/${Key}`;
		assertSize(source, size ?? 0);
		return { source, stamp: `${etag}:${size}`, read: () => download(caller, Bucket, Key, source) };
	};
	if (path !== "" && !path.endsWith("/")) {
		const head = await caller.call("s3", new HeadObjectCommand({ Bucket, Key: path }));
		if ("unread" in head) throw unreadable(address, head.unread);
		return [stored(path, head.value.ContentLength, head.value.ETag)];
	}
	const listing = await caller.list(
		"s3",
		(ContinuationToken) => new ListObjectsV2Command({ Bucket, Prefix: path, ContinuationToken }),
		(page) => page.Contents ?? [],
		(page) => page.NextContinuationToken,
	);
	if (listing.failure) throw unreadable(address, listing.failure);
	const bundles = listing.items.flatMap(({ Key, Size, ETag }) => (Key && isBundle(Key) ? [stored(Key, Size, ETag)] : []));
	if (bundles.length === 0) throw new ConfigError(`There is no bundle (.tar.gz) under ${address}.`);
	return bundles;
}

async function download(caller: AwsCaller, Bucket: string, Key: string, source: string): Promise<Uint8Array> {
	const answer = await caller.call("s3", new GetObjectCommand({ Bucket, Key }));
	if ("unread" in answer) throw unreadable(source, answer.unread);
	try {
		return (await answer.value.Body?.transformToByteArray()) ?? new Uint8Array();
	} catch (cause) {
		throw new ConfigError(`${source} could not be read whole: ${(cause as Error).message}.`, { cause });
	}
}

const unreadable = (source: string, { operation, cause, message }: Unread): ConfigError =>
	new ConfigError(`${source} could not be read (s3:${operation}, ${cause}): ${message}`);
