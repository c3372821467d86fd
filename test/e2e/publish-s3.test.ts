import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { CreateDBInstanceCommand, DeleteDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { sha256 } from "../../shared/sinks/s3/compressed.ts";
import type { Pointer } from "../../shared/sinks/s3/latest.ts";
import { publishStatements } from "../../shared/sinks/s3/permissions.ts";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { runCommand, temporaryDirectory } from "../support/command.ts";

const bucket = "acme-parapet";
const scope = "123456789012.us-east-1";
let emulator: Emulator;
let s3: S3Client;
let rds: RDSClient;
let prefix: string;
let runs = 0;

beforeAll(async () => {
	emulator = await startEmulator();
	await emulator.seedSmall();
	const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = emulator.env;
	const client = { endpoint: emulator.url, region: "us-east-1", credentials: { accessKeyId, secretAccessKey } };
	s3 = new S3Client({ ...client, forcePathStyle: true });
	rds = new RDSClient(client);
	await s3.send(new CreateBucketCommand({ Bucket: bucket }));
});
afterAll(async () => {
	s3.destroy();
	rds.destroy();
	await emulator.stop();
});
beforeEach(async () => {
	await emulator.faults([]);
	prefix = `run-${++runs}`;
});

const at = (key = "") => `s3://${bucket}/${prefix}${key}`;
const parapet = (args: readonly string[], env = emulator.env) => runCommand(args, { env });
const publish = (...args: string[]) =>
	parapet(["scan", "--service", "rds", "--service", "iam", "--no-files", "--format", "json", "--publish", at(), ...args]);
const body = async (key: string) =>
	(await (await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body?.transformToByteArray()) ?? new Uint8Array();
const pointer = async (of = scope): Promise<Pointer> => JSON.parse(Buffer.from(await body(`${prefix}/latest/v1/${of}.json`)).toString());
const keys = async () =>
	((await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${prefix}/` }))).Contents ?? []).map(({ Key = "" }) => Key);
const database = (DBInstanceIdentifier: string) =>
	rds.send(
		new CreateDBInstanceCommand({
			DBInstanceIdentifier,
			DBInstanceClass: "db.t4g.micro",
			Engine: "postgres",
			AllocatedStorage: 20,
			MasterUsername: "postgres",
			MasterUserPassword: "not-a-secret-1",
			StorageEncrypted: false,
			PubliclyAccessible: true,
		}),
	);
const dropped = (DBInstanceIdentifier: string) => rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }));

describe("parapet scan --publish", () => {
	it("keeps every scan in S3 and shows what changed since the one before", async () => {
		const first = await publish();
		expect(first.stderr).toContain(`Published to ${at()}: 2 scopes`);
		expect(first.stderr).toMatch(/aws\/123456789012\/us-east-1: the first snapshot, \d+ failing findings/);
		const one = await pointer();
		const stored = await body(one.key);
		expect(sha256(stored)).toBe(one.sha256);
		const snapshot = JSON.parse(gunzipSync(stored).toString()) as Snapshot;
		const printed = JSON.parse(first.stdout) as Snapshot;
		expect(snapshot.findings).toEqual(printed.findings.filter(({ resource }) => resource.region === "us-east-1"));
		expect((await keys()).map((key) => key.replaceAll(one.snapshotId, "ID").replace(/date=[^/]+/, "date=D"))).toEqual(
			[
				"findings/v1/account=123456789012/region=global/date=D/ID.ndjson.gz",
				"findings/v1/account=123456789012/region=us-east-1/date=D/ID.ndjson.gz",
				"latest/v1/123456789012.global.json",
				"latest/v1/123456789012.us-east-1.json",
				"reports/v1/date=D/ID/compliance.json",
				"reports/v1/date=D/ID/findings.csv",
				"reports/v1/date=D/ID/report.html",
				"snapshots/v1/scope=123456789012.global/date=D/ID.json.gz",
				"snapshots/v1/scope=123456789012.us-east-1/date=D/ID.json.gz",
			].map((key) => `${prefix}/${key}`),
		);

		await database("careless");
		const second = await publish();
		expect(second.stderr).toContain(`since ${one.at}`);
		expect(second.stderr).toMatch(/new {6}\w+ +rds-instance-storage-encrypted {2}careless/);
		expect(second.stderr).toMatch(/123456789012\/global: nothing changed since/);
		const two = await pointer();
		expect(two).toMatchObject({ previous: { snapshotId: one.snapshotId, key: one.key } });

		await dropped("careless");
		const third = await publish();
		expect(third.stderr).toMatch(/us-east-1: \d+ gone since/);
		const failing = (text: string) => (JSON.parse(text) as Snapshot).findings.filter(({ verdict }) => verdict === "fail");
		const since = new Map(failing(first.stdout).map(({ uid, firstSeen }) => [uid, firstSeen]));
		for (const finding of failing(third.stdout)) expect(finding.firstSeen).toBe(since.get(finding.uid));
	});

	it("lists what is there, and reads it where a snapshot is taken", async () => {
		await publish();
		await database("forgotten");
		await publish();
		await dropped("forgotten");
		const list = await parapet(["snapshots", "list", at(), "--format", "json"]);
		expect(JSON.parse(list.stdout)).toMatchObject([
			{ scope: "123456789012.global", complete: expect.any(Boolean) },
			{ scope, address: `s3://${bucket}/${(await pointer()).key}` },
		]);
		const history = JSON.parse((await parapet(["snapshots", "list", at(), "--scope", scope, "--format", "json"])).stdout) as {
			address: string;
		}[];
		expect(history).toHaveLength(2);
		const [before = "", after = ""] = history.map(({ address }) => address);

		const diff = await parapet(["diff", before, after, "--fail-on-new"]);
		expect([diff.code, diff.stderr]).toEqual([3, ""]);
		expect(diff.stdout).toContain("forgotten");
		const report = await parapet(["report", at(`/latest/v1/${scope}.json`), "--format", "csv"]);
		expect(report.stdout).toContain("forgotten");
		const ambiguous = await parapet(["report", at()]);
		expect(ambiguous.code).toBe(1);
		expect(ambiguous.stderr).toContain(`has the snapshots of 2 scopes. Name one:\n  ${at("/latest/v1/123456789012.global.json")}`);
	});

	it("neither resolves nor tells anew what a scan could not read", async () => {
		await publish();
		await emulator.faults([{ service: "rds", operation: "DescribeDBInstances", kind: "deny" }]);
		const blind = await publish();
		expect(blind.stderr).toMatch(/us-east-1: \d+ unreadable since/);
		expect((await pointer()).complete).toBe(false);
		expect((await publish()).stderr).toMatch(/us-east-1: nothing changed since/);
		await emulator.faults([]);
		const seeing = await publish();
		expect(seeing.stderr).toMatch(/us-east-1: nothing changed since/);
	});

	it("sends alerts of what changed since the last published scan, once, though the call failed in between", async () => {
		const received: { kind: string; ruleId?: string; title: string; resource?: { name: string } }[] = [];
		const server = createServer((request, response) => {
			let text = "";
			request.on("data", (chunk) => {
				text += chunk;
			});
			request.on("end", () => {
				received.push(JSON.parse(text));
				response.writeHead(204).end();
			});
		}).listen(0, "127.0.0.1");
		await once(server, "listening");
		const directory = temporaryDirectory();
		const config = join(directory, "parapet.config.json");
		const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
		const targets = { hook: { type: "webhook", url, secret: { env: "HOOK_SECRET" } } };
		writeFileSync(config, JSON.stringify({ alerts: { targets }, publish: { bucket, prefix } }));
		const scan = () =>
			parapet(["scan", "--service", "rds", "--no-files", "--format", "json", "--alert", "--config", config], {
				...emulator.env,
				HOOK_SECRET: "not-a-secret-1",
			});
		const heard = () => received.splice(0).map(({ kind, resource }) => `${kind} ${resource?.name ?? "scope"}`);
		try {
			const first = await scan();
			expect([first.code, first.stderr]).toEqual([3, expect.stringContaining("the first snapshot")]);
			expect(heard()).toEqual([]);
			await database("sudden");
			await scan();
			expect(heard().filter((line) => line === "new sudden").length).toBeGreaterThan(3);
			await emulator.faults([{ service: "rds", operation: "DescribeDBInstances", kind: "deny" }]);
			await scan();
			expect(heard()).toEqual(["unreadable scope"]);
			await emulator.faults([]);
			await scan();
			// Of the scope alone: no failure is news, and none was resolved.
			expect(heard().filter((line) => line !== "resolved scope")).toEqual([]);
			await dropped("sudden");
			await scan();
			expect(new Set(heard())).toContain("gone sudden");
		} finally {
			server.close();
		}
	});

	it("ends well when two scans race for the pointer: the later one has it, and neither is lost", async () => {
		await publish();
		const both = await Promise.all([publish(), publish()]);
		expect(both.map(({ stderr }) => stderr).join("")).not.toMatch(/error/);
		const [later] = both
			.map(({ stdout }) => JSON.parse(stdout) as Snapshot)
			.sort((a, b) => (`${a.finishedAt} ${a.id}` < `${b.finishedAt} ${b.id}` ? 1 : -1));
		expect((await pointer()).snapshotId).toBe(later?.id);
		expect(sha256(await body((await pointer()).key))).toBe((await pointer()).sha256);
		const written = await keys();
		for (const { stdout } of both) expect(written.some((key) => key.includes(`${(JSON.parse(stdout) as Snapshot).id}`))).toBe(true);
	});

	it("encrypts with the key that it is given", async () => {
		const key = "arn:aws:kms:us-east-1:123456789012:key/1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901";
		await publish("--publish-kms-key", key);
		for (const Key of await keys()) {
			const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
			expect([Key, head.ServerSideEncryption, head.SSEKMSKeyId]).toEqual([Key, "aws:kms", key]);
		}
	});

	// The emulator's log cannot tell PutObject from CopyObject, whose path is the same.
	it.each([
		["the bucket is not there", "s3://no-such-bucket/x", [], 'There is no bucket "no-such-bucket"'],
		["writing is denied", undefined, [{ service: "s3", operation: "CopyObject", kind: "deny" }], "was denied"],
		["reading is denied", undefined, [{ service: "s3", kind: "deny" }], "was denied"],
	] as const)("says so and leaves the files when %s", async (_, address, faults, message) => {
		await emulator.faults(faults);
		const run = await parapet(["scan", "--service", "iam", "--output-dir", "out", "--publish", address ?? at()]);
		expect(run.code).toBe(1);
		expect(run.stderr).toContain(message);
		expect(run.stderr).not.toContain("unexpected failure");
		expect(readdirSync(join(run.directory, "out"))).toContain("snapshot.json");
	});

	it("needs no right beyond those that parapet permissions --publish prints", async () => {
		const strict = await startEmulator({ enforceIamAfter: 3 });
		try {
			const root = new S3Client({
				endpoint: strict.url,
				region: "us-east-1",
				forcePathStyle: true,
				credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "x" },
			});
			await root.send(new CreateBucketCommand({ Bucket: bucket }));
			root.destroy();
			const printed = await parapet(["permissions", "--publish", at()]);
			const policy = JSON.parse(printed.stdout);
			expect(policy.Statement.slice(1)).toEqual(publishStatements({ bucket, prefix }, undefined));
			const user = await strict.user("publisher", policy);
			const env = { ...strict.env, AWS_ACCESS_KEY_ID: user.accessKeyId, AWS_SECRET_ACCESS_KEY: user.secretAccessKey };
			for (const expected of ["the first snapshot", "nothing changed since"]) {
				const run = await parapet(["scan", "--service", "iam", "--no-files", "--format", "json", "--publish", at()], env);
				expect(run.stderr).toContain(expected);
			}
			expect((await parapet(["snapshots", "list", at()], env)).code).toBe(0);
		} finally {
			await strict.stop();
		}
	});
});
