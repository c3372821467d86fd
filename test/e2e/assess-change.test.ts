import { AuthorizeSecurityGroupIngressCommand, EC2Client } from "@aws-sdk/client-ec2";
import { DisableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateDBInstanceCommand, DeleteDBInstanceCommand, ModifyDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { splitByScope } from "../../shared/core/history/split.ts";
import { scopeKey } from "../../shared/core/scope.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { assessChange } from "../../shared/runtime/app/assess-change.ts";
import { assessParts } from "../../shared/runtime/app/assess-parts.ts";
import { Look } from "../../shared/runtime/app/change-events.ts";
import type { AppContext } from "../../shared/runtime/app/context.ts";
import { judgedKindsOf } from "../../shared/runtime/app/item-kinds.ts";
import { stateLayout } from "../../shared/runtime/app/layout.ts";
import { openChanges } from "../../shared/runtime/app/open-changes.ts";
import type { App } from "../../shared/runtime/app/opening.ts";
import { resolveConfig } from "../../shared/runtime/app/resolved-config.ts";
import { parseConfig } from "../../shared/runtime/config.ts";
import { checkSnapshot } from "../../shared/runtime/snapshot-check.ts";
import { readLatest } from "../../shared/sinks/s3/latest.ts";
import { publishScope } from "../../shared/sinks/s3/publish.ts";
import { type Emulator, type SmallEstate, startEmulator } from "../support/aws/emulator.ts";
import { calledEvent } from "../support/change-events.ts";

const before = { ...process.env };
let emulator: Emulator;
let estate: SmallEstate;
let context: AppContext;
let app: App;
let at: { readonly endpoint: string; readonly region: string };
let queue = "";
let invocations = 0;
const warnings: string[] = [];

beforeAll(async () => {
	emulator = await startEmulator();
	estate = await emulator.seedSmall();
	const { region, account } = estate;
	Object.assign(process.env, emulator.env, { AWS_REGION: region });
	at = { endpoint: emulator.url, region };
	const s3 = new S3Client({ ...at, region: "us-east-1", forcePathStyle: true });
	for (const Bucket of ["evidence", "state"]) await s3.send(new CreateBucketCommand({ Bucket }));
	queue = (await new SQSClient(at).send(new CreateQueueCommand({ QueueName: "changes" }))).QueueUrl ?? "";
	const config = await resolveConfig(
		await parseConfig({ regions: [region], deploy: { emails: ["a@example.com"] } }, "parapet.config.json"),
	);
	const key = stateLayout.config(config.sha256);
	await s3.send(new PutObjectCommand({ Bucket: "state", Key: key, Body: config.text }));
	const warn = (message: string, data?: unknown) => void warnings.push(`${message} ${JSON.stringify(data)}`);
	context = {
		environment: {
			stage: "test",
			evidence: "evidence",
			state: "state",
			key: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
			config: key,
			changesQueue: queue,
			region,
		},
		requestId: "test",
		log: { debug: () => {}, info: () => {}, warn, error: warn },
		metric: () => {},
		remaining: () => 300_000,
		now: Date.now,
	};
	app = await openChanges(context.environment);
});
afterAll(async () => {
	app?.connection.close();
	for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
	Object.assign(process.env, before);
	await emulator?.stop();
});

const scopeOf = (region: string) => ({ partition: "aws", account: estate.account, region });

/** A whole scan of a scope as it is now, by the same way in. */
async function wholeScan(region: string): Promise<Snapshot> {
	const parts = await assessParts(context);
	const place = await parts.place(scopeOf(region));
	if (typeof place === "string") throw new Error(place);
	const kinds = judgedKindsOf(place.item, app.config);
	const startedAt = Date.now();
	const inventory = await parts.read(place, kinds, new AbortController().signal);
	const snapshot = await parts.judge(inventory, kinds, { startedAt, finishedAt: Date.now(), unique: `${++invocations}`.padStart(8, "0") });
	const part = splitByScope(snapshot, inventory.resources).find(({ scope }) => scopeKey(scope) === scopeKey(scopeOf(region)));
	if (!part) throw new Error("There is no such part.");
	return part.snapshot;
}

async function publishWhole(region: string): Promise<Snapshot> {
	const snapshot = await wholeScan(region);
	await publishScope((await assessParts(context)).destination, { scope: scopeOf(region), snapshot });
	return snapshot;
}

/** Delivers events of calls that happened just now. */
async function happened(...calls: string[]): Promise<void> {
	const events = calls.map((call, index) =>
		calledEvent(call, { id: `e-${index}`, account: estate.account, region: estate.region, time: new Date().toISOString() }),
	);
	const parts = await assessParts(context);
	// As if the last look were long ago.
	for (const region of [estate.region, "global"]) await app.state.remove(stateLayout.changes(scopeOf(region)));
	const outcome = await assessChange(
		events.map((body, index) => ({ id: `m-${index}`, body, attempt: 1, sentAt: Date.now() })),
		{ ...context, requestId: `request-${++invocations}` },
		// The emulator shows at once what a call did.
		{ ...parts, wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
	);
	expect([...outcome.failed]).toEqual([]);
}

const latest = async (region: string) => {
	const snapshot = (await readLatest(app.evidence, "", scopeOf(region), checkSnapshot))?.snapshot;
	if (!snapshot) throw new Error("There is no snapshot.");
	return snapshot;
};
const verdicts = ({ findings }: Snapshot) => findings.map(({ uid, verdict, severity }) => `${uid} ${verdict} ${severity}`).sort();

describe("a targeted re-scan of a real API", () => {
	it("finds in a world that did not change what the whole scan found, and publishes nothing", async () => {
		const whole = await publishWhole(estate.region);
		await publishWhole("global");
		expect(whole.findings.length).toBeGreaterThan(300);
		await happened(
			"rds:ModifyDBInstance",
			"ec2:ModifySecurityGroupRules",
			"kms:EnableKey",
			"eks:UpdateClusterConfig",
			"secretsmanager:RotateSecret",
		);
		expect((await latest(estate.region)).id).toBe(whole.id);
		const { Messages = [] } = await new SQSClient(at).send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 0 }));
		// The second look waits for its minute.
		expect(Messages).toEqual([]);
	}, 60_000);

	it("finds of a changed world what a whole scan finds of it", async () => {
		const rds = new RDSClient(at);
		const [first = "", second = ""] = estate.dbInstances;
		await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: first, DeletionProtection: true, BackupRetentionPeriod: 21 }));
		await rds.send(
			new CreateDBInstanceCommand({
				DBInstanceIdentifier: "new-and-open",
				DBInstanceClass: "db.t4g.micro",
				Engine: "postgres",
				AllocatedStorage: 20,
				MasterUsername: "dbo",
				MasterUserPassword: "not-a-secret-1",
				PubliclyAccessible: true,
				StorageEncrypted: false,
			}),
		);
		await new EC2Client(at).send(
			new AuthorizeSecurityGroupIngressCommand({
				GroupId: estate.securityGroups.private,
				IpPermissions: [{ IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
			}),
		);
		await new KMSClient(at).send(new DisableKeyCommand({ KeyId: estate.kmsKeys.rotated.split("/")[1] }));
		await happened("rds:ModifyDBInstance", "rds:CreateDBInstance", "ec2:AuthorizeSecurityGroupIngress", "kms:DisableKey");
		const now = await latest(estate.region);
		expect(now.trigger?.cause).toBe("change");
		expect(verdicts(now)).toEqual(verdicts(await wholeScan(estate.region)));
		expect(now.findings.some(({ resource, verdict }) => resource.name === "new-and-open" && verdict === "fail")).toBe(true);

		await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: "new-and-open", SkipFinalSnapshot: true }));
		await happened("rds:DeleteDBInstance");
		expect(verdicts(await latest(estate.region))).toEqual(verdicts(await wholeScan(estate.region)));
		expect(second).not.toBe("");
		rds.destroy();
	}, 90_000);

	it("looks at principals in the account's global scope", async () => {
		const whole = await publishWhole("global");
		expect(whole.findings.length).toBeGreaterThan(0);
		const event = calledEvent("iam:PutRolePolicy", { account: estate.account, region: "us-east-1", time: new Date().toISOString() });
		const parts = await assessParts(context);
		const outcome = await assessChange([{ id: "m", body: event, attempt: 1, sentAt: 0 }], { ...context, requestId: "iam" }, parts);
		expect([...outcome.failed]).toEqual([]);
		expect((await latest("global")).id).toBe(whole.id);
	}, 60_000);

	it("refuses what is not scanned", async () => {
		warnings.length = 0;
		const parts = await assessParts(context);
		const outcome = await assessChange(
			[
				calledEvent("rds:ModifyDBInstance", { account: "999988887777" }),
				calledEvent("rds:ModifyDBInstance", { account: estate.account, region: "ap-south-1" }),
			].map((body, index) => ({ id: `${index}`, body, attempt: 1, sentAt: 0 })),
			context,
			parts,
		);
		expect([...outcome.failed]).toEqual([]);
		expect(warnings.join("\n")).toMatch(/No configured access leads into the account/);
		expect(warnings.join("\n")).toMatch(/The region is not scanned/);
	});

	it("asks for its own later looks in a form that it reads", async () => {
		const parts = await assessParts(context);
		const look: Look = {
			parapet: "look/1",
			scope: scopeOf(estate.region),
			kinds: ["kms.Key"],
			notBefore: "2026-01-01T00:00:00.000Z",
			since: "2026-01-01T00:00:00.000Z",
			events: ["e"],
			follows: 1,
			delays: 0,
			tries: 0,
		};
		await parts.later(look, 0);
		const { Messages = [] } = await new SQSClient(at).send(new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: 2 }));
		expect(Messages.map(({ Body }) => Look.parse(JSON.parse(Body ?? "")))).toEqual([look]);
	});
});
