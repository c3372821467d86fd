import { describe, expect, it } from "vitest";
import { type AwsCaller, type AwsCommand, listWith, operationOf } from "../../../shared/aws/caller.ts";
import { explainFailure } from "../../../shared/aws/failure.ts";
import { seen, unread } from "../../../shared/core/observed.ts";
import { type BucketSettings, s3Store } from "../../../shared/sinks/s3/aws-store.ts";
import { sha256 } from "../../../shared/sinks/s3/compressed.ts";

type Answer = object | { readonly fails: { name: string; message?: string; status?: number } };

/** S3 that gives these answers by operation, and remembers what it was asked. */
function storeOver(answers: Readonly<Record<string, Answer>>, settings: Omit<BucketSettings, "bucket"> = {}) {
	const asked: { operation: string; input: Record<string, unknown> }[] = [];
	const call = (async (service, command: AwsCommand<object>) => {
		const operation = operationOf(command);
		asked.push({ operation, input: command.input as Record<string, unknown> });
		const answer = answers[operation] ?? {};
		if (!("fails" in answer)) return seen(answer);
		const { name, message = "said S3", status } = answer.fails as { name: string; message?: string; status?: number };
		return unread(explainFailure(service, operation, Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } })));
	}) as AwsCaller["call"];
	const caller: AwsCaller = { scope: { partition: "aws", account: "-", region: "eu-west-1" }, call, list: listWith(call) };
	return { asked, store: s3Store(caller, { bucket: "acme", ...settings }) };
}
const fails = (name: string, message?: string, status?: number): Answer => ({
	fails: { name, ...(message ? { message } : {}), ...(status ? { status } : {}) },
});
const body = Buffer.from("body");
const refusal = (name: string, message?: string, settings = {}) =>
	storeOver({ PutObject: fails(name, message) }, settings)
		.store.put("p/key", body, "text/plain", { absent: true })
		.then(
			() => "written",
			(error: Error) => `${error.name}: ${error.message}`,
		);

describe("a bucket", () => {
	it("is written to on a condition, with a checksum, for its owner, with its key", async () => {
		const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/k";
		const { asked, store } = storeOver({}, { kmsKey, owner: "111122223333" });
		expect(await store.put("a", body, "text/plain", { absent: true })).toBe(true);
		expect(await store.put("b", body, "text/plain", { etag: '"e"' })).toBe(true);
		const common = {
			Bucket: "acme",
			ExpectedBucketOwner: "111122223333",
			Body: body,
			ContentType: "text/plain",
			ChecksumSHA256: Buffer.from(sha256(body), "hex").toString("base64"),
			ServerSideEncryption: "aws:kms",
			SSEKMSKeyId: kmsKey,
			BucketKeyEnabled: true,
		};
		expect(asked.map(({ input }) => input)).toEqual([
			{ ...common, Key: "a", IfNoneMatch: "*" },
			{ ...common, Key: "b", IfMatch: '"e"' },
		]);
	});

	it("encrypts as it does by default when no key is named", async () => {
		const { asked, store } = storeOver({});
		await store.put("a", body, "text/plain", { absent: true });
		expect(asked[0]?.input).not.toHaveProperty("ServerSideEncryption");
		expect(asked[0]?.input).not.toHaveProperty("SSEKMSKeyId");
	});

	it("is written to whatever is there, when nothing is asked for", async () => {
		const { asked, store } = storeOver({});
		expect(await store.put("a", body, "text/plain", { always: true })).toBe(true);
		expect(asked[0]?.input).not.toHaveProperty("IfNoneMatch");
		expect(asked[0]?.input).not.toHaveProperty("IfMatch");
	});

	it("waits for another conditional write to end before it says that the condition does not hold", async () => {
		const { asked, store } = storeOver({ PutObject: fails("ConditionalRequestConflict") });
		expect(await store.put("a", body, "text/plain", { absent: true })).toBe(false);
		expect(asked).toHaveLength(4);
		const soon: Record<string, Answer> = { PutObject: fails("ConditionalRequestConflict") };
		const other = storeOver(soon);
		const written = other.store.put("a", body, "text/plain", { absent: true });
		soon.PutObject = {};
		expect(await written).toBe(true);
	});

	it("removes for its owner, and says why it cannot", async () => {
		const { asked, store } = storeOver({}, { owner: "111122223333" });
		await store.remove("a");
		expect(asked).toEqual([{ operation: "DeleteObject", input: { Bucket: "acme", ExpectedBucketOwner: "111122223333", Key: "a" } }]);
		const denied = storeOver({ DeleteObject: fails("AccessDenied") });
		await expect(denied.store.remove("a")).rejects.toThrow("DeleteObject of s3://acme/a was denied");
	});

	it.each(["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"])(
		"says of %s that the condition does not hold",
		async (name) => {
			const { store } = storeOver({ PutObject: fails(name) });
			expect(await store.put("a", body, "text/plain", { absent: true })).toBe(false);
		},
	);

	it.each([
		["NoSuchBucket", undefined, {}, 'There is no bucket "acme"'],
		[
			"AccessDenied",
			"not authorized to perform: s3:PutObject",
			{},
			"PutObject of s3://acme/p/key was denied: AccessDenied: not authorized",
		],
		["AccessDenied", undefined, {}, "parapet permissions --publish s3://acme/PREFIX"],
		["AccessDenied", undefined, { owner: "111122223333" }, "does not belong to account 111122223333"],
		["AccessDenied", "not authorized to perform: kms:GenerateDataKey", {}, "the KMS key of the bucket cannot be used"],
		[
			"KMS.DisabledException",
			"k is disabled.",
			{ kmsKey: "arn:k" },
			"the KMS key arn:k cannot be used: KMS.DisabledException: k is disabled.",
		],
		["PermanentRedirect", undefined, {}, "in another region or partition"],
		["AuthorizationHeaderMalformed", undefined, {}, "in another region or partition"],
		["SlowDown", undefined, {}, "PutObject of s3://acme/p/key failed (throttled): SlowDown: said S3."],
		["TimeoutError", undefined, {}, "failed (timeout)"],
	])("explains %s (%s)", async (name, message, settings, expected) => {
		const said = await refusal(name, message, settings);
		expect(said).toContain("ConfigError: ");
		expect(said).toContain(expected);
	});

	it("says nothing of an owner or of rights where they are not the matter", async () => {
		expect(await refusal("AccessDenied")).not.toContain("belong to account");
		expect(await refusal("SlowDown")).not.toContain("parapet permissions");
	});

	it("gives what is there, and undefined for what is not", async () => {
		const there = storeOver({ GetObject: { Body: { transformToByteArray: async () => body }, ETag: '"e"' } });
		expect(await there.store.get("a")).toEqual({ body, etag: '"e"' });
		expect(await storeOver({ GetObject: fails("NoSuchKey") }).store.get("a")).toBeUndefined();
		await expect(storeOver({ GetObject: fails("NoSuchBucket") }).store.get("a")).rejects.toThrow("There is no bucket");
	});

	it("takes a denial for absence only when a listing shows that there is nothing", async () => {
		const denied = fails("AccessDenied", "no", 403);
		const absent = storeOver({ GetObject: denied, ListObjectsV2: { Contents: [{ Key: "a.other" }] } });
		expect(await absent.store.get("a")).toBeUndefined();
		expect(absent.asked.at(-1)?.input).toMatchObject({ Prefix: "a", Bucket: "acme" });
		const there = storeOver({ GetObject: denied, ListObjectsV2: { Contents: [{ Key: "a" }] } });
		await expect(there.store.get("a")).rejects.toThrow("was denied");
		await expect(storeOver({ GetObject: denied, ListObjectsV2: denied }).store.get("a")).rejects.toThrow(
			"GetObject of s3://acme/a was denied",
		);
	});

	it("does not give half of an object", async () => {
		const broken = { Body: { transformToByteArray: () => Promise.reject(new Error("aborted")) } };
		await expect(storeOver({ GetObject: broken }).store.get("a")).rejects.toThrow("s3://acme/a could not be read whole: aborted.");
	});

	it("lists keys with size and time, and fails rather than give a part", async () => {
		const modified = new Date("2026-06-15T12:00:00Z");
		const { store } = storeOver({ ListObjectsV2: { Contents: [{ Key: "a", Size: 3, LastModified: modified }, {}] } });
		expect(await store.list("")).toEqual([{ key: "a", size: 3, modified: "2026-06-15T12:00:00.000Z" }]);
		await expect(storeOver({ ListObjectsV2: fails("AccessDenied") }).store.list("p/")).rejects.toThrow(
			"ListObjectsV2 of s3://acme/p/ was denied",
		);
	});
});
