import { gunzipSync } from "node:zlib";
import { IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateDBInstanceCommand, DeleteDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Alert } from "../../shared/core/alerts/alert.ts";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { type Deployed, deployApplication, type Notification, place } from "../support/application/deployed.ts";
import type { ServiceEvent } from "../support/aws/emulator.ts";
import { temporaryDirectory } from "../support/command.ts";

// The application as it is deployed: the graph that the stacks record, in the emulator, with the bundles that would run in Lambda and the policies in force.

let deployed: Deployed;
const [first, second, third] = place.members;
const [home, abroad] = place.regions;
const scopes = place.members.flatMap((account) => [...place.regions, "global"].map((region) => `${account}.${region}`)).sort();

beforeAll(async () => {
	deployed = await deployApplication(temporaryDirectory());
	for (const account of place.members) for (const region of place.regions) await create(account, region, "good", true);
});
afterAll(() => deployed?.stop());
beforeEach(async () => {
	deployed.application.host.forget();
	// What was told shortly before counts against a flood.
	await deployed.application.pass(20);
	await deployed.application.settled();
	await deployed.heard();
	told = deployed.slack.messages.length;
});

/** Slack's messages before the test. */
let told = 0;
const slackSaid = () => deployed.slack.messages.slice(told);

async function rds<Output>(account: string, region: string, call: (client: RDSClient) => Promise<Output>): Promise<Output> {
	const client = new RDSClient(deployed.member(account, region));
	try {
		return await call(client);
	} finally {
		client.destroy();
	}
}

const create = (account: string, region: string, DBInstanceIdentifier: string, StorageEncrypted = false) =>
	rds(account, region, (client) =>
		client.send(
			new CreateDBInstanceCommand({
				DBInstanceIdentifier,
				DBInstanceClass: "db.t4g.micro",
				Engine: "postgres",
				AllocatedStorage: 20,
				MasterUsername: "dbo",
				MasterUserPassword: "not-a-secret-1",
				StorageEncrypted,
			}),
		),
	);
const remove = (account: string, region: string, DBInstanceIdentifier: string) =>
	rds(account, region, (client) => client.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true })));

const bucketOf = (name: "evidence" | "state") => `parapet-${place.stage}-${name}-${place.account}-${place.region}`;
async function keys(name: "evidence" | "state", Prefix: string): Promise<string[]> {
	const { Contents = [] } = await deployed.application.clients.s3.send(new ListObjectsV2Command({ Bucket: bucketOf(name), Prefix }));
	return Contents.map(({ Key = "" }) => Key);
}
async function body(name: "evidence" | "state", Key: string): Promise<Buffer> {
	const { Body } = await deployed.application.clients.s3.send(new GetObjectCommand({ Bucket: bucketOf(name), Key }));
	return Buffer.from((await Body?.transformToByteArray()) ?? []);
}
const pointer = async (scope: string) =>
	JSON.parse((await body("evidence", `latest/v1/${scope}.json`)).toString()) as { readonly key: string; readonly snapshotId: string };
const latest = async (scope: string) => JSON.parse(gunzipSync(await body("evidence", (await pointer(scope)).key)).toString()) as Snapshot;

/** A tick of the schedule, until everything that it leads to is over. */
async function scan(): Promise<{ run: string; output: unknown }> {
	const { application } = deployed;
	const execution = (await application.tick("scan")) ?? "";
	const { status, error, cause, output = "" } = await application.finished(execution, 120);
	expect({ status, error, cause }).toEqual({ status: "SUCCEEDED" });
	await application.settled(120);
	return { run: execution.split(":").at(-1) ?? "", output: JSON.parse(output) };
}

const alertsIn = (heard: readonly Notification[]): Alert[] => heard.map(({ Message }) => JSON.parse(Message) as Alert);
const named = (alerts: readonly Alert[]) => alerts.map(({ kind, rule, resource }) => `${kind} ${rule?.id} ${resource?.name}`).sort();

/** What CloudTrail tells the default bus of a member account, some seconds after the call. */
const trailEvent = (account: string, region: string, eventName: string, parameters: object, id: string): ServiceEvent => {
	const time = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z$/, "Z");
	return {
		source: "aws.rds",
		"detail-type": "AWS API Call via CloudTrail",
		account,
		region,
		time,
		id,
		detail: {
			eventVersion: "1.11",
			userIdentity: { type: "IAMUser", accountId: account, userName: "somebody" },
			eventTime: time,
			eventSource: "rds.amazonaws.com",
			eventName,
			awsRegion: region,
			requestParameters: parameters,
			eventID: id,
			readOnly: false,
			eventType: "AwsApiCall",
			recipientAccountId: account,
		},
	};
};

describe("a tick of the schedule", () => {
	it("leads to a complete snapshot of every scope, and tells nobody of what was always so", async () => {
		await scan();
		expect(await deployed.emulator.denied()).toEqual([]);
		expect((await keys("evidence", "latest/v1/")).map((key) => key.slice("latest/v1/".length, -".json".length)).sort()).toEqual(scopes);
		for (const scope of scopes) expect((await latest(scope)).collectionErrors, scope).toEqual([]);
		expect((await keys("evidence", "complete/v1/")).map((key) => key.split("/").at(-1)).sort()).toEqual(scopes);
		expect(slackSaid()).toEqual([]);
		expect(await deployed.heard()).toEqual([]);
	});

	it("tells what is new since the one before: each alert once to machines, and to people what Slack takes", async () => {
		await create(first, home, "careless");
		await scan();
		const heard = await deployed.heard();
		const alerts = alertsIn(heard);
		expect(named(alerts)).toContain("new rds-instance-storage-encrypted careless");
		expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
		expect(new Set(alerts.map(({ resource }) => resource?.name))).toEqual(new Set(["careless"]));
		const encrypted = heard.find(({ Message }) => Message.includes("rds-instance-storage-encrypted"));
		expect(encrypted?.MessageAttributes).toMatchObject({ kind: { Value: "new" }, account: { Value: first }, region: { Value: home } });
		expect(slackSaid().length).toBeGreaterThan(0);
		expect(
			slackSaid()
				.map(({ text }) => text)
				.join("\n"),
		).toContain("careless");
		expect(deployed.slack.problems).toEqual([]);
		expect(await deployed.emulator.denied()).toEqual([]);
	});

	it("tells nothing when nothing changed", async () => {
		await scan();
		expect(await deployed.heard()).toEqual([]);
		expect(slackSaid()).toEqual([]);
	});

	it("tells that something is gone, as the last word of its incident", async () => {
		await remove(first, home, "careless");
		await scan();
		const alerts = alertsIn(await deployed.heard());
		expect(alerts.length).toBeGreaterThan(0);
		expect(new Set(alerts.map(({ status }) => status))).toEqual(new Set(["closed"]));
		expect(new Set(alerts.map(({ resource }) => resource?.name))).toEqual(new Set(["careless"]));
		expect(deployed.slack.problems).toEqual([]);
	});
});

describe("an event of a member account", () => {
	it("leads within its batch to a look at what changed and to its alerts, once, though it comes twice and after a later one", async () => {
		await create(second, abroad, "hasty");
		await create(second, abroad, "hastier");
		const events = ["hasty", "hastier"].map((name) =>
			trailEvent(second, abroad, "CreateDBInstance", { dBInstanceIdentifier: name }, `e-${name}`),
		);
		deployed.application.pollers.disturb({ twice: true, shuffle: true });
		for (const event of [...events, ...events].reverse()) await deployed.emulator.event(event, { account: second, region: abroad });
		await deployed.application.settled();
		deployed.application.pollers.disturb({});
		const alerts = alertsIn(await deployed.heard());
		expect(named(alerts)).toEqual(expect.arrayContaining(["hasty", "hastier"].map((name) => `new rds-instance-storage-encrypted ${name}`)));
		expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
		expect((await latest(`${second}.${abroad}`)).trigger).toMatchObject({ cause: "change" });
		expect(await deployed.emulator.denied()).toEqual([]);
		// The looks that follow, and a whole scan, find nothing else.
		await deployed.application.pass(30);
		await deployed.application.settled();
		await scan();
		expect(await deployed.heard()).toEqual([]);
		expect(deployed.slack.problems).toEqual([]);
	});

	it("that is none ends in the dead-letter queue and holds up nothing", async () => {
		const { application, emulator } = deployed;
		await application.clients.sqs.send(
			new SendMessageCommand({ QueueUrl: application.property("ChangesQueue", "url"), MessageBody: "{this is no event" }),
		);
		await remove(second, abroad, "hastier");
		await emulator.event(trailEvent(second, abroad, "DeleteDBInstance", { dBInstanceIdentifier: "hastier" }, "e-gone"), {
			account: second,
			region: abroad,
		});
		await application.settled();
		expect(await application.waiting(application.property("ChangesDeadLetters", "arn"))).toBe(1);
		expect(new Set(alertsIn(await deployed.heard()).map(({ resource, status }) => `${status} ${resource?.name}`))).toEqual(
			new Set(["closed hastier"]),
		);
	});

	it("of an account that may not send events leads to nothing", async () => {
		const stranger = "555555555555";
		await deployed.emulator.event(trailEvent(stranger, home, "CreateDBInstance", {}, "e-stranger"), {
			region: home,
			bus: `parapet-${place.stage}`,
		});
		await deployed.application.settled();
		expect(deployed.application.host.logs(deployed.application.functionOf("assess-change")).join("\n")).toContain(stranger);
		expect(await deployed.heard()).toEqual([]);
	});
});

describe("what cannot be read", () => {
	/** Lets the role of an account in with this ExternalId. */
	async function trust(account: string, externalId: string): Promise<void> {
		const iam = new IAMClient(deployed.member(account, home));
		const Statement = [
			{
				Effect: "Allow",
				Principal: { AWS: `arn:aws:iam::${place.account}:root` },
				Action: "sts:AssumeRole",
				Condition: { StringEquals: { "sts:ExternalId": externalId } },
			},
		];
		await iam.send(
			new UpdateAssumeRolePolicyCommand({
				RoleName: "parapet-scanner",
				PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
			}),
		);
		iam.destroy();
	}

	it("costs the others nothing: an account that refuses is unread, its findings stand, and people are told once", async () => {
		const before = await latest(`${third}.${home}`);
		await trust(third, "another");
		await create(first, abroad, "meanwhile");
		await scan();
		const heard = alertsIn(await deployed.heard());
		expect(named(heard)).toContain("new rds-instance-storage-encrypted meanwhile");
		const unread = heard.filter(({ kind }) => kind === "unreadable");
		expect(new Set(unread.map(({ account }) => account))).toEqual(new Set([third]));
		expect(heard.filter(({ account, kind }) => account === third && kind !== "unreadable")).toEqual([]);
		const after = await latest(`${third}.${home}`);
		expect(after.summary.complete).toBe(false);
		const failing = ({ findings }: Snapshot) => findings.filter(({ verdict }) => verdict === "fail").map(({ uid }) => uid);
		expect(failing(after)).toEqual(failing(before));
		await deployed.application.pass(20);
		await scan();
		expect(await deployed.heard()).toEqual([]);
		await trust(third, place.externalId);
		await scan();
		expect((await latest(`${third}.${home}`)).summary.complete).toBe(true);
		expect(deployed.slack.problems).toEqual([]);
	});

	it("in time is published as unread, and read the next time", async () => {
		const { application, emulator } = deployed;
		await emulator.faults([
			{ service: "rds", operation: "DescribeDBInstances", account: first, region: home, kind: "latency", ms: 20_000 },
		]);
		application.host.setTimeoutOf(application.functionOf("scan-scope"), 4000);
		await scan();
		expect((await latest(`${first}.${home}`)).summary.complete).toBe(false);
		expect((await latest(`${second}.${home}`)).summary.complete).toBe(true);
		const heard = alertsIn(await deployed.heard());
		expect(new Set(heard.map(({ kind, account, region }) => `${kind} ${account} ${region}`))).toEqual(
			new Set([`unreadable ${first} ${home}`]),
		);
		await emulator.faults([]);
		application.host.setTimeoutOf(application.functionOf("scan-scope"), undefined);
		await scan();
		expect((await latest(`${first}.${home}`)).summary.complete).toBe(true);
	});
});

describe("Slack", () => {
	it("that fails, refuses and does not answer gets everything in the end, once and in order", async () => {
		const { application, slack } = deployed;
		slack.setFault((method, call) => {
			if (method !== "chat.postMessage") return undefined;
			return (
				[{ kind: "status", status: 429, retryAfter: 1 }, { kind: "status", status: 503 }, { kind: "lost" }, { kind: "timeout" }] as const
			)[call % 5];
		});
		await create(third, abroad, "unlucky");
		await scan();
		for (let minute = 0; minute < 12; minute++) {
			await application.pass(5);
			await application.tick("notify");
			await application.settled();
		}
		slack.setFault(undefined);
		await application.pass(60);
		await application.tick("notify");
		await application.settled();
		const machines = alertsIn(await deployed.heard());
		expect(machines.length).toBeGreaterThan(0);
		expect(await keys("state", "alerts/v1/outbox/")).toEqual([]);
		const deliveries = slackSaid().flatMap(({ delivery }) => delivery ?? []);
		expect(new Set(deliveries).size).toBe(deliveries.length);
		expect(
			slackSaid()
				.map(({ text }) => text)
				.join("\n"),
		).toContain("unlucky");
		expect(slack.problems).toEqual([]);
	});
});
