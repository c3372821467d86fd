import { IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Deployed, deployApplication, place } from "../support/application/deployed.ts";
import { alertsIn, databasesIn, named, worldOf } from "../support/application/world.ts";
import type { ServiceEvent } from "../support/aws/emulator.ts";
import { temporaryDirectory } from "../support/command.ts";

// The application as it is deployed: the graph that the stacks record, in the emulator, with the bundles that would run in Lambda and the policies in force.

let deployed: Deployed;
let world: ReturnType<typeof worldOf>;
const [first, second, third] = place.members;
const [home, abroad] = place.regions;
const scopes = place.members.flatMap((account) => [...place.regions, "global"].map((region) => `${account}.${region}`)).sort();

beforeAll(async () => {
	deployed = await deployApplication(temporaryDirectory());
	world = worldOf(deployed);
	for (const account of place.members)
		for (const region of place.regions) {
			await world.prepare(account, region);
			await world.create(account, region, "good", true);
		}
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

/** What CloudTrail tells the default bus of a member account, some seconds after the call. */
const trailEvent = (account: string, region: string, eventName: string, parameters: object, id: string): ServiceEvent => {
	const time = new Date(deployed.application.host.now() - 10_000).toISOString().replace(/\.\d+Z$/, "Z");
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
		await world.scan();
		expect(await deployed.emulator.denied()).toEqual([]);
		expect((await world.keys("evidence", "latest/v1/")).map((key) => key.slice("latest/v1/".length, -".json".length)).sort()).toEqual(
			scopes,
		);
		for (const scope of scopes) expect((await world.latest(scope)).collectionErrors, scope).toEqual([]);
		expect((await world.keys("evidence", "complete/v1/")).map((key) => key.split("/").at(-1)).sort()).toEqual(scopes);
		expect(slackSaid()).toEqual([]);
		expect(named(alertsIn(await deployed.heard()))).toEqual([]);
	});

	it("tells what is new since the one before: each alert once to machines, and to people what Slack takes", async () => {
		await world.create(first, home, "careless");
		await world.scan();
		const heard = await deployed.heard();
		const alerts = alertsIn(heard);
		expect(named(alerts)).toContain("new rds-instance-storage-encrypted careless");
		expect(new Set(alerts.map(({ id }) => id)).size).toBe(alerts.length);
		expect(databasesIn(alerts)).toEqual(new Set(["careless"]));
		const encrypted = heard.find(({ Message }) => Message.includes("rds-instance-storage-encrypted"));
		expect(encrypted?.MessageAttributes).toMatchObject({ kind: { Value: "new" }, account: { Value: first }, region: { Value: home } });
		// So many at once come to people as one message.
		expect(slackSaid().map(({ text }) => text)).toEqual([expect.stringContaining(`${alerts.length} changes`)]);
		expect(deployed.slack.problems).toEqual([]);
		expect(await deployed.emulator.denied()).toEqual([]);
	});

	it("tells nothing when nothing changed", async () => {
		await world.scan();
		expect(named(alertsIn(await deployed.heard()))).toEqual([]);
		expect(slackSaid()).toEqual([]);
	});

	it("tells that something is gone, as the last word of its incident", async () => {
		await world.remove(first, home, "careless");
		await world.scan();
		const alerts = alertsIn(await deployed.heard());
		expect(alerts.length).toBeGreaterThan(0);
		expect(new Set(alerts.map(({ status }) => status))).toEqual(new Set(["closed"]));
		expect(databasesIn(alerts)).toEqual(new Set(["careless"]));
		expect(deployed.slack.problems).toEqual([]);
	});
});

describe("an event of a member account", () => {
	it("leads within its batch to a look at what changed and to its alerts, once, though it comes twice and after a later one", async () => {
		await world.create(second, abroad, "hasty");
		await world.create(second, abroad, "hastier");
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
		expect((await world.latest(`${second}.${abroad}`)).trigger).toMatchObject({ cause: "change" });
		expect(await deployed.emulator.denied()).toEqual([]);
		// The looks that follow, and a whole scan, find nothing else but the snapshots of both, of which the events said nothing.
		await deployed.application.pass(30);
		await deployed.application.settled();
		await world.scan();
		expect(named(alertsIn(await deployed.heard())).filter((text) => !text.includes(" rds-snapshot-"))).toEqual([]);
		expect(deployed.slack.problems).toEqual([]);
	});

	it("that is none ends in the dead-letter queue and holds up nothing", async () => {
		const { application, emulator } = deployed;
		await application.clients.sqs.send(
			new SendMessageCommand({ QueueUrl: application.property("ChangesQueue", "url"), MessageBody: "{this is no event" }),
		);
		await world.remove(second, abroad, "hastier");
		await emulator.event(trailEvent(second, abroad, "DeleteDBInstance", { dBInstanceIdentifier: "hastier" }, "e-gone"), {
			account: second,
			region: abroad,
		});
		await application.settled();
		expect(await application.waiting(application.property("ChangesDeadLetters", "arn"))).toBe(1);
		const alerts = alertsIn(await deployed.heard());
		expect(databasesIn(alerts)).toEqual(new Set(["hastier"]));
		expect(new Set(alerts.map(({ status }) => status))).toEqual(new Set(["closed"]));
	});

	it("of an account that may not send events leads to nothing", async () => {
		const stranger = "555555555555";
		await deployed.emulator.event(trailEvent(stranger, home, "CreateDBInstance", {}, "e-stranger"), {
			region: home,
			bus: `parapet-${place.stage}`,
		});
		await deployed.application.settled();
		expect(deployed.application.host.logs(deployed.application.functionOf("assess-change")).join("\n")).toContain(stranger);
		expect(named(alertsIn(await deployed.heard()))).toEqual([]);
	});
});

describe("what cannot be read", () => {
	afterEach(async () => {
		await trust(third, place.externalId);
		await deployed.emulator.faults([]);
		deployed.application.host.setTimeoutOf(deployed.application.functionOf("scan-scope"), undefined);
	});

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
		await trust(third, "another");
		await world.create(first, abroad, "meanwhile");
		await world.scan();
		const heard = alertsIn(await deployed.heard());
		expect(named(heard)).toContain("new rds-instance-storage-encrypted meanwhile");
		const unread = heard.filter(({ kind }) => kind === "unreadable");
		expect(new Set(unread.map(({ account }) => account))).toEqual(new Set([third]));
		expect(heard.filter(({ account, kind }) => account === third && kind !== "unreadable")).toEqual([]);
		expect((await world.latest(`${third}.${home}`)).summary.complete).toBe(false);
		await deployed.application.pass(20);
		await world.scan();
		expect(named(alertsIn(await deployed.heard()))).toEqual([]);
		await trust(third, place.externalId);
		await world.scan();
		expect((await world.latest(`${third}.${home}`)).summary.complete).toBe(true);
		// What was failing all the time is no news.
		expect(new Set(alertsIn(await deployed.heard()).map(({ status, account }) => `${status} ${account}`))).toEqual(
			new Set([`closed ${third}`]),
		);
		expect(deployed.slack.problems).toEqual([]);
	});

	it("in time is published as unread, and read the next time", async () => {
		const { application, emulator } = deployed;
		await emulator.faults([
			{ service: "rds", operation: "DescribeDBInstances", account: first, region: home, kind: "latency", ms: 60_000 },
		]);
		application.host.setTimeoutOf(application.functionOf("scan-scope"), 10_000);
		await world.scan();
		expect((await world.latest(`${first}.${home}`)).summary.complete).toBe(false);
		expect((await world.latest(`${second}.${home}`)).summary.complete).toBe(true);
		const heard = alertsIn(await deployed.heard());
		expect(new Set(heard.map(({ kind, account, region }) => `${kind} ${account} ${region}`))).toEqual(
			new Set([`unreadable ${first} ${home}`]),
		);
		await emulator.faults([]);
		application.host.setTimeoutOf(application.functionOf("scan-scope"), undefined);
		await world.scan();
		expect((await world.latest(`${first}.${home}`)).summary.complete).toBe(true);
	});
});
