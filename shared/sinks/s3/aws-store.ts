import { setTimeout as delay } from "node:timers/promises";
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import type { AwsCaller } from "../../aws/caller.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Unread } from "../../core/observed.ts";
import { sha256 } from "./compressed.ts";
import { addressOf } from "./layout.ts";
import type { ListedObject, ObjectStore } from "./store.ts";

/** A bucket, and what writing to it must keep to. */
export interface BucketSettings {
	readonly bucket: string;
	/** ARN of a KMS key; without it the bucket's own default encrypts. */
	readonly kmsKey?: string | undefined;
	/** Account that the bucket must belong to. */
	readonly owner?: string | undefined;
}

/** A bucket through the AWS SDK. The region need not be the bucket's: the client follows S3's redirect. */
export function s3Store(caller: AwsCaller, settings: BucketSettings): ObjectStore {
	const { bucket, kmsKey, owner } = settings;
	const common = { Bucket: bucket, ExpectedBucketOwner: owner };
	const list = async (prefix: string): Promise<{ items: readonly ListedObject[]; failure?: Unread }> =>
		caller.list(
			"s3",
			(ContinuationToken) => new ListObjectsV2Command({ ...common, Prefix: prefix, ContinuationToken }),
			(page) =>
				(page.Contents ?? []).flatMap(({ Key, Size = 0, LastModified }) =>
					Key === undefined ? [] : [{ key: Key, size: Size, modified: LastModified?.toISOString() ?? "" }],
				),
			(page) => page.NextContinuationToken,
		);
	return {
		bucket,
		async put(key, body, contentType, condition) {
			const command = new PutObjectCommand({
				...common,
				Key: key,
				Body: body,
				ContentType: contentType,
				// S3 refuses what does not arrive as it was sent.
				ChecksumSHA256: Buffer.from(sha256(body), "hex").toString("base64"),
				...("absent" in condition ? { IfNoneMatch: "*" } : "etag" in condition ? { IfMatch: condition.etag } : {}),
				...(kmsKey === undefined ? {} : { ServerSideEncryption: "aws:kms", SSEKMSKeyId: kmsKey, BucketKeyEnabled: true }),
			});
			let answer = await caller.call("s3", command);
			// Another conditional write is under way: only when it is over does S3 know whether the condition holds.
			for (let pause = 50; pause <= 200 && "unread" in answer && isConflict(answer.unread); pause *= 2) {
				await delay(pause);
				answer = await caller.call("s3", command);
			}
			if ("value" in answer) return true;
			// 412, 409 when another conditional write is still under way, 404 when what must be there is not.
			if (/^(?:PreconditionFailed|NoSuchKey)\b/.test(answer.unread.message) || isConflict(answer.unread)) return false;
			throw explained(answer.unread, key, settings);
		},
		async get(key) {
			const answer = await caller.call("s3", new GetObjectCommand({ ...common, Key: key }));
			if ("unread" in answer) {
				const { cause, message } = answer.unread;
				if (cause === "notFound" && !message.startsWith("NoSuchBucket")) return undefined;
				// Without s3:ListBucket for every key, S3 says "denied" of what is not there.
				if (cause === "denied" && (await isAbsent(key))) return undefined;
				throw explained(answer.unread, key, settings);
			}
			try {
				const body = (await answer.value.Body?.transformToByteArray()) ?? new Uint8Array();
				return { body, etag: answer.value.ETag ?? "" };
			} catch (cause) {
				throw new ConfigError(`${addressOf(bucket, key)} could not be read whole: ${(cause as Error).message}.`, { cause });
			}
		},
		async remove(key) {
			const answer = await caller.call("s3", new DeleteObjectCommand({ ...common, Key: key }));
			if ("unread" in answer) throw explained(answer.unread, key, settings);
		},
		async list(prefix) {
			const { items, failure } = await list(prefix);
			if (failure) throw explained(failure, prefix, settings);
			return [...items];
		},
	};

	async function isAbsent(key: string): Promise<boolean> {
		const { items, failure } = await list(key);
		return failure === undefined && !items.some((item) => item.key === key);
	}
}

const isConflict = ({ message }: Unread): boolean => /^ConditionalRequestConflict\b/.test(message);

/** What a user can do about a refusal of S3. */
function explained({ operation, cause, message }: Unread, key: string, { bucket, kmsKey, owner }: BucketSettings): ConfigError {
	const said = message.replace(/\.?$/, ".");
	const what = `${operation} of ${addressOf(bucket, key)}`;
	if (message.startsWith("NoSuchBucket"))
		return new ConfigError(`There is no bucket "${bucket}". Parapet makes none: its owner decides on encryption, retention and access.`);
	if (/\bKMS\.|kms:/i.test(message))
		return new ConfigError(
			`${what}: the KMS key ${kmsKey ?? "of the bucket"} cannot be used: ${said} Publishing needs kms:GenerateDataKey, and kms:Decrypt to read what was published before; the key must be enabled and in the bucket's region.`,
		);
	if (/^(?:PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint)/.test(message))
		return new ConfigError(`${what}: the bucket is in another region or partition than the credentials can reach: ${said}`);
	if (cause === "denied") {
		const foreign = owner === undefined ? "" : ` It is denied too when the bucket does not belong to account ${owner}.`;
		return new ConfigError(
			`${what} was denied: ${said}${foreign} The rights that publishing needs: parapet permissions --publish ${addressOf(bucket, "")}/PREFIX`,
		);
	}
	return new ConfigError(`${what} failed (${cause}): ${said}`);
}
