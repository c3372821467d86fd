import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { directoryWith, parapet } from "../support/terminal.ts";

describe("the commands about snapshots in S3", () => {
	let place: Awaited<ReturnType<typeof directoryWith>>;
	beforeAll(async () => {
		place = await directoryWith({
			"wrong.json": JSON.stringify({ publish: { bucket: "Not A Bucket", prefx: "x", kmsKey: "alias/x", owner: "12" } }),
		});
	});
	afterAll(() => place.remove());

	it.each([
		[["snapshots"], "Say where: parapet snapshots list"],
		[["snapshots", "show", "s3://b-1"], "Say where: parapet snapshots list"],
		[["snapshots", "list", "bucket"], '"bucket" is no place in S3'],
		[["snapshots", "list", "s3://b-1", "--scope", "../x"], "cannot be the name of a scope"],
		[["report", "s3://Not_A_Bucket/x.json"], "is no place in S3"],
		[["permissions", "--publish", "acme"], '"acme" is no place in S3'],
		[["permissions", "--publish-kms-key", "arn"], "--publish-kms-key is for --publish"],
		[["permissions", "--publish", "s3://b-1", "--format", "kubernetes"], "--publish is for the IAM policy"],
		[["scan", "--publish", "acme"], '"acme" is no place in S3'],
		[["scan", "--publish", "s3://b-1", "--rule", "rds-instance-not-public"], "--publish does not go with --rule"],
	])("refuse %j", async (args, message) => {
		const { code, stderr } = await parapet(args);
		expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
		expect(stderr).not.toContain("unexpected failure");
	});

	it("lists every mistake of the configuration with its path", async () => {
		const { code, stderr } = await parapet(["scan", "--config", place.path("wrong.json")]);
		expect(code).toBe(1);
		expect(stderr).toContain("publish.bucket: must be the name of a bucket");
		expect(stderr).toContain("publish.kmsKey: must be the ARN of a KMS key or alias");
		expect(stderr).toContain("publish.owner: must be a 12-digit account id");
		expect(stderr).toContain('"prefx"');
	});

	it("add the rights of publishing to those of a scan only when they are asked for", async () => {
		const plain = JSON.parse((await parapet(["permissions"])).stdout);
		const publishing = JSON.parse((await parapet(["permissions", "--publish", "s3://acme/prod"])).stdout);
		expect(plain.Statement).toHaveLength(1);
		expect(publishing.Statement.slice(0, 1)).toEqual(plain.Statement);
		expect(publishing.Statement.map(({ Sid }: { Sid: string }) => Sid)).toEqual([
			"ParapetScan",
			"ParapetReadAndWriteSnapshots",
			"ParapetWriteFindingsAndReports",
			"ParapetListSnapshots",
		]);
	});
});
