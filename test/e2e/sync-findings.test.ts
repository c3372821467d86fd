import { zstdDecompressSync } from "node:zlib";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { EnableSecurityHubCommand, GetFindingsCommand, SecurityHubClient } from "@aws-sdk/client-securityhub";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Scope } from "../../shared/core/scope.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { formats } from "../../shared/reports/index.ts";
import type { AppContext } from "../../shared/runtime/app/context.ts";
import { stateLayout } from "../../shared/runtime/app/layout.ts";
import { openSync } from "../../shared/runtime/app/open-sync.ts";
import type { App } from "../../shared/runtime/app/opening.ts";
import { resolveConfig } from "../../shared/runtime/app/resolved-config.ts";
import { syncFindings } from "../../shared/runtime/app/sync-findings.ts";
import { syncParts } from "../../shared/runtime/app/sync-parts.ts";
import { parseConfig } from "../../shared/runtime/config.ts";
import { checkSnapshot } from "../../shared/runtime/snapshot-check.ts";
import { layoutOf } from "../../shared/sinks/s3/layout.ts";
import { publishScope } from "../../shared/sinks/s3/publish.ts";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { instance, inventoryOf, snapshotOf } from "../support/findings.ts";
import { now } from "../support/rule-table.ts";

const own = "123456789012";
const member = "222233334444";
const region = "eu-west-1";
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const before = { ...process.env };

let emulator: Emulator;
let s3: S3Client;
let context: AppContext;
let app: App;
let scans = 0;
const logs: string[] = [];

beforeAll(async () => {
	emulator = await startEmulator();
	Object.assign(process.env, emulator.env, { AWS_REGION: region });
	s3 = new S3Client({ endpoint: emulator.url, region: "us-east-1", forcePathStyle: true });
	for (const Bucket of ["evidence", "state", "data-lake"]) await s3.send(new CreateBucketCommand({ Bucket }));
	const config = await resolveConfig(
		await parseConfig(
			{
				regions: [region],
				organization: { roleName: "parapet-scan", externalId: "a-secret-between-us" },
				deploy: {
					securityHub: true,
					securityLake: {
						bucket: "data-lake",
						source: "parapet",
						sourceVersion: "1.0",
						roleArn: role(own, "AmazonSecurityLake-Provider-parapet"),
						externalId: "lake",
					},
				},
			},
			"parapet.config.json",
		),
	);
	const key = stateLayout.config(config.sha256);
	const environment = {
		stage: "test",
		evidence: "evidence",
		state: "state",
		key: `arn:aws:kms:${region}:${own}:key/11111111-2222-3333-4444-555555555555`,
		config: key,
		region,
	};
	const { PutObjectCommand } = await import("@aws-sdk/client-s3");
	await s3.send(new PutObjectCommand({ Bucket: "state", Key: key, Body: config.text }));
	const note = (message: string) => void logs.push(message);
	context = {
		environment,
		requestId: "test",
		log: { debug: note, info: note, warn: note, error: note },
		metric: () => {},
		remaining: () => 300_000,
		now: Date.now,
	};
	app = await openSync(environment);
});
afterAll(async () => {
	app?.connection.close();
	s3?.destroy();
	for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
	Object.assign(process.env, before);
	await emulator?.stop();
});

/** Publishes a scan of a scope and tells of it, as the event of its pointer does. */
async function scanned(account: string, encrypted: boolean): Promise<Snapshot> {
	scans++;
	const scope: Scope = { partition: "aws", account, region };
	const style = { colour: false, width: 80 };
	const [json, findings] = await Promise.all([formats.json.load(), formats.ocsf.load()]);
	const format = { json: (each: Snapshot) => json(each, style), findings: (each: Snapshot) => findings(each, style), read: checkSnapshot };
	const snapshot = snapshotOf(
		{ ...inventoryOf([instance("orders", { account, storageEncrypted: encrypted })]), scopes: [scope] },
		{ id: `scan-${scans}`, finishedAt: now + scans * 1000 },
	);
	await publishScope({ store: app.evidence, prefix: "", format }, { scope, snapshot });
	const body = { Records: [{ s3: { bucket: { name: "evidence" }, object: { key: layoutOf("").latest(scope) } } }] };
	const outcome = await syncFindings([{ id: "m", body, attempt: 1, sentAt: now }], context, await syncParts(context));
	expect([...outcome.failed]).toEqual([]);
	return snapshot;
}

/** What an account's Security Hub shows. */
async function shownTo(account: string, place = region) {
	const sts = new STSClient({ endpoint: emulator.url, region: place });
	const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: role(account, "auditor"), RoleSessionName: "test" }));
	const hub = new SecurityHubClient({
		endpoint: emulator.url,
		region: place,
		credentials: {
			accessKeyId: Credentials?.AccessKeyId ?? "",
			secretAccessKey: Credentials?.SecretAccessKey ?? "",
			sessionToken: Credentials?.SessionToken ?? "",
		},
	});
	await hub.send(new EnableSecurityHubCommand({})).catch(() => undefined);
	const { Findings = [] } = await hub.send(new GetFindingsCommand({}));
	hub.destroy();
	sts.destroy();
	return Findings;
}

describe("what a scan found, in AWS's own services", () => {
	it("is in Security Hub of the account that it is about, and nowhere else", async () => {
		await scanned(own, false);
		await scanned(member, false);
		for (const account of [own, member]) {
			const findings = await shownTo(account);
			expect(findings).toMatchObject([
				{
					AwsAccountId: account,
					ProductArn: `arn:aws:securityhub:${region}:${account}:product/${account}/default`,
					RecordState: "ACTIVE",
					Compliance: { Status: "FAILED" },
					Resources: [{ Type: "AwsRdsDbInstance", Region: region }],
				},
			]);
		}
		expect(await shownTo(member, "eu-west-2")).toEqual([]);
		expect(logs).toEqual([]);
	});

	it("is archived there in place when it passes", async () => {
		await scanned(member, true);
		expect(await shownTo(member)).toMatchObject([{ RecordState: "ARCHIVED", Compliance: { Status: "PASSED" } }]);
		expect(await shownTo(own)).toMatchObject([{ RecordState: "ACTIVE" }]);
	});

	it("is in the data lake, in Parquet, once a publication", async () => {
		const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "data-lake" }));
		expect(Contents.map(({ Key }) => Key)).toEqual(
			[
				`ext/parapet/1.0/region=${region}/accountId=${own}/eventDay=20260615/scan-1.${own}.${region}.parquet`,
				`ext/parapet/1.0/region=${region}/accountId=${member}/eventDay=20260615/scan-2.${member}.${region}.parquet`,
				`ext/parapet/1.0/region=${region}/accountId=${member}/eventDay=20260615/scan-3.${member}.${region}.parquet`,
			].sort(),
		);
		const { Body } = await s3.send(new GetObjectCommand({ Bucket: "data-lake", Key: Contents[0]?.Key }));
		const file = new Uint8Array((await Body?.transformToByteArray()) ?? []).buffer;
		const rows = await parquetReadObjects({ file, compressors: { ZSTD: (input) => new Uint8Array(zstdDecompressSync(input)) } });
		expect(rows).toHaveLength(2);
		expect(rows).toContainEqual(expect.objectContaining({ class_uid: 2003, severity: "High", message: "orders is not encrypted." }));
	});

	it("was told by each account itself", async () => {
		const { calls } = await emulator.calls();
		expect(calls.filter(({ operation }) => operation === "BatchImportFindings").map(({ account }) => account)).toEqual([
			own,
			member,
			member,
		]);
	});
});
