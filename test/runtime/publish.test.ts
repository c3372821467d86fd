import { describe, expect, it } from "vitest";
import { publishedText } from "../../shared/cli/published.ts";
import { ConfigError } from "../../shared/core/errors.ts";
import type { Inventory } from "../../shared/core/inventory.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { prepareIn } from "../../shared/runtime/publish.ts";
import { publishSettings } from "../../shared/runtime/publish-settings.ts";
import { publishStatements } from "../../shared/sinks/s3/permissions.ts";
import type { Published } from "../../shared/sinks/s3/publish.ts";
import { instance, snapshotOf } from "../support/findings.ts";
import { type MemoryStore, memoryStore } from "../support/object-store.ts";
import { now } from "../support/rule-table.ts";

const at = (region: string, name: string, differences: object = {}) => ({
	...instance(name, differences),
	region,
	arn: `arn:aws:rds:${region}:111122223333:db:${name}`,
});
const bad = { storageEncrypted: false };
const scopes = ["eu-west-1", "us-east-1"].map((region) => ({ partition: "aws", account: "111122223333", region }));

/** Publishes a scan of two regions; what was told, and what went wrong. */
async function publish(store: MemoryStore, day: number, resources: Inventory["resources"], reports = true) {
	const snapshot = snapshotOf({ scopes, resources, errors: [] }, { id: `day-${day}`, finishedAt: now + day * 86_400_000 });
	const publication = await prepareIn(store, snapshot, resources, { prefix: "", reports });
	let told: readonly Published[] = [];
	const failure = await publication
		.publish(async (published) => {
			told = published;
		})
		.then(() => undefined)
		.catch((error: unknown) => error);
	return { snapshot: publication.snapshot, failure, told, text: [...publishedText(told, "s3://snapshots")].join("") };
}

const failing = (snapshot: Snapshot, name: string) =>
	snapshot.findings.find(({ verdict, resource }) => verdict === "fail" && resource.name === name);

describe("publishing a scan", () => {
	it("publishes each scope and the reports of the whole", async () => {
		const store = memoryStore();
		const { failure, text } = await publish(store, 0, [at("eu-west-1", "a", bad), at("us-east-1", "b")]);
		expect(failure).toBeUndefined();
		expect(text).toContain("aws/111122223333/eu-west-1: the first snapshot, 1 failing finding\n");
		expect(text).toContain("aws/111122223333/us-east-1: the first snapshot, 0 failing findings\n");
		expect(store.writes.filter((key) => !key.startsWith("snapshots") && !key.startsWith("findings")).sort()).toEqual([
			"latest/v1/111122223333.eu-west-1.json",
			"latest/v1/111122223333.us-east-1.json",
			"reports/v1/date=2026-06-15/day-0/compliance.json",
			"reports/v1/date=2026-06-15/day-0/findings.csv",
			"reports/v1/date=2026-06-15/day-0/report.html",
		]);
		expect(store.writes.at(-1)).toContain("reports/");
	});

	it("leaves reports out when it is told to", async () => {
		const store = memoryStore();
		await publish(store, 0, [at("eu-west-1", "a")], false);
		expect(store.writes.filter((key) => key.startsWith("reports"))).toEqual([]);
	});

	it("tells what is new in full and counts the rest, and gives the scan the times of its history", async () => {
		const store = memoryStore();
		const first = await publish(store, 0, [at("eu-west-1", "a", bad), at("us-east-1", "b", bad)]);
		const { snapshot, text } = await publish(store, 1, [at("eu-west-1", "a", bad), at("us-east-1", "b"), at("us-east-1", "c", bad)]);
		expect(text).toContain("eu-west-1: nothing changed since 2026-06-15T12:00:00.000Z\n");
		expect(text).toContain("us-east-1: 1 new, 1 resolved since 2026-06-15T12:00:00.000Z\n");
		expect(text).toMatch(/ {4}new {6}high {10}test-encrypted {2}c\n/);
		expect(text).not.toContain("test-encrypted  b");
		expect(failing(snapshot, "a")?.firstSeen).toBe(first.snapshot.finishedAt);
		expect(failing(snapshot, "c")?.firstSeen).toBe(snapshot.finishedAt);
	});

	it("shows the first of many and counts the others", async () => {
		const store = memoryStore();
		await publish(store, 0, []);
		const many = Array.from({ length: 30 }, (_, index) => at("eu-west-1", `n${index}`, bad));
		const { text } = await publish(store, 1, many);
		expect(text.match(/ new {6}/g)).toHaveLength(20);
		expect(text).toContain("  and 10 more changes for the worse\n");
	});

	it("publishes the other scopes when one fails, and says which", async () => {
		const store = memoryStore();
		store.before(/scope=111122223333\.us-east-1/, () => Promise.reject(new ConfigError("PutObject was denied.")));
		const { failure, told } = await publish(store, 0, [at("eu-west-1", "a"), at("us-east-1", "b")]);
		expect(failure).toMatchObject({
			message: "Of 2 scopes 1 could not be published to s3://snapshots:",
			problems: ["aws/111122223333/us-east-1: PutObject was denied."],
		});
		expect(told.map(({ scope }) => scope.region)).toEqual(["eu-west-1"]);
	});

	it("gives the scan as it is when the history cannot be read, and fails only then when it is published", async () => {
		const store = memoryStore();
		const unreadable = { ...store, get: () => Promise.reject(new ConfigError("GetObject was denied.")) };
		const { snapshot, failure, told } = await publish(unreadable, 0, [at("eu-west-1", "a", bad)]);
		expect(failing(snapshot, "a")).toBeDefined();
		expect([String(failure), told]).toEqual(["ConfigError: GetObject was denied.", []]);
		expect(store.writes).toEqual([]);
	});

	it("says of a scan that comes late that a later one stays the newest", async () => {
		const store = memoryStore();
		await publish(store, 1, [at("eu-west-1", "a")]);
		expect((await publish(store, 0, [at("eu-west-1", "a", bad)])).text).toContain("eu-west-1: kept; a later scan was published before");
	});
});

describe("where a scan is published", () => {
	const config = { bucket: "acme", prefix: "/prod/", owner: "111122223333" };
	it.each([
		["nowhere when nobody says so", {}, undefined, undefined],
		["where the command line says", { publish: "s3://b-1/x/y/" }, undefined, { bucket: "b-1", prefix: "x/y", reports: true }],
		["where the configuration says", {}, config, { bucket: "acme", prefix: "prod", owner: "111122223333", reports: true }],
		[
			"to the command line's place, without the configuration's owner",
			{ publish: "s3://b-1" },
			config,
			{ bucket: "b-1", prefix: "", owner: undefined },
		],
		["nowhere when it is told not to", { "no-publish": true }, config, undefined],
		["nowhere by the configuration when single rules are asked", { rule: ["a"] }, config, undefined],
		["nowhere by the configuration when an inventory is judged again", { inventory: "x" }, config, undefined],
		["where the command line says when an inventory is judged again", { inventory: "x", publish: "s3://b-1" }, config, { bucket: "b-1" }],
	])("is %s", (_, flags, configured, expected) => {
		const settings = publishSettings(flags, configured);
		if (expected === undefined) expect(settings).toBeUndefined();
		else expect(settings).toMatchObject(expected);
	});

	it.each([
		[{ publish: "bucket/prefix" }, '"bucket/prefix" is no place in S3'],
		[{ publish: "s3://B" }, "is no place in S3"],
		[{ publish: "s3://b-1", rule: ["a"] }, "--publish does not go with --rule"],
		[{ publish: "s3://b-1", "no-publish": true }, "exclude each other"],
		[{ "publish-kms-key": "x" }, "--publish-kms-key is for --publish"],
		[{ publish: "s3://b-1", "publish-kms-key": "alias/x" }, '--publish-kms-key must be the ARN of a KMS key or alias, not "alias/x"'],
		[{ publish: "s3://b-1", "publish-owner": "12" }, "--publish-owner must be a 12-digit account id"],
	])("is refused for %j", (flags, message) => {
		expect(() => publishSettings(flags, undefined)).toThrow(message);
	});
});

describe("the rights that publishing needs", () => {
	it("name actions and keys one by one, and never delete", () => {
		const statements = publishStatements({ bucket: "acme", prefix: "prod" }, "arn:aws-cn:kms:cn-north-1:111122223333:key/k");
		expect(statements.flatMap(({ Action }) => Action).sort()).toEqual(
			["kms:Decrypt", "kms:GenerateDataKey", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:PutObject"].sort(),
		);
		expect(statements.map(({ Resource }) => Resource)).toEqual([
			["arn:aws-cn:s3:::acme/prod/snapshots/v1/*", "arn:aws-cn:s3:::acme/prod/latest/v1/*"],
			["arn:aws-cn:s3:::acme/prod/findings/v1/*", "arn:aws-cn:s3:::acme/prod/reports/v1/*"],
			["arn:aws-cn:s3:::acme"],
			["arn:aws-cn:kms:cn-north-1:111122223333:key/k"],
		]);
		expect(statements[2]?.Condition).toEqual({ StringLike: { "s3:prefix": ["prod/snapshots/v1/*", "prod/latest/v1/*"] } });
	});

	it("are below the bucket itself without a prefix, and without KMS when no key is named", () => {
		const statements = publishStatements({ bucket: "acme", prefix: "" }, undefined);
		expect(statements).toHaveLength(3);
		expect(statements[0]?.Resource).toEqual(["arn:aws:s3:::acme/snapshots/v1/*", "arn:aws:s3:::acme/latest/v1/*"]);
	});
});
