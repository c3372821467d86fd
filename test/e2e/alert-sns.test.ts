import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json } from "../../shared/reports/json.ts";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { runCommand } from "../support/command.ts";
import { instance, inventoryOf, snapshotOf } from "../support/findings.ts";
import { slackServer, slackWorkspace } from "../support/slack.ts";
import { directoryWith } from "../support/terminal.ts";

const snapshot = (...names: string[]) =>
	[
		...json(snapshotOf(inventoryOf(names.map((name) => instance(name, { storageEncrypted: !name.startsWith("bad") })))), {
			colour: false,
			width: 80,
		}),
	].join("");

let emulator: Emulator;
let place: Awaited<ReturnType<typeof directoryWith>>;
let workspace: ReturnType<typeof slackWorkspace>;
let server: Awaited<ReturnType<typeof slackServer>>;
let queueUrl: string;

/** The queue that listens to the topic, by SQS's own protocol: its client is not among the dependencies. */
async function sqs(operation: string, input: object): Promise<Record<string, never>> {
	const response = await fetch(emulator.url, {
		method: "POST",
		headers: {
			"content-type": "application/x-amz-json-1.0",
			"x-amz-target": `AmazonSQS.${operation}`,
			authorization: `AWS4-HMAC-SHA256 Credential=${emulator.env.AWS_ACCESS_KEY_ID}/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0`,
		},
		body: JSON.stringify(input),
	});
	return (await response.json()) as Record<string, never>;
}

interface Notification {
	readonly Message: string;
	readonly Subject: string;
	readonly MessageAttributes: Readonly<Record<string, { readonly Value: string }>>;
}

async function received(): Promise<Notification[]> {
	const { Messages = [] } = (await sqs("ReceiveMessage", { QueueUrl: queueUrl, MaxNumberOfMessages: 10 })) as unknown as {
		Messages?: { Body: string; ReceiptHandle: string }[];
	};
	for (const { ReceiptHandle } of Messages) await sqs("DeleteMessage", { QueueUrl: queueUrl, ReceiptHandle });
	return Messages.map(({ Body }) => JSON.parse(Body) as Notification);
}

const send = (before: string, after: string, env: Record<string, string> = {}) =>
	runCommand(["alert", "send", place.path(before), place.path(after), "--config", place.path("parapet.config.json")], {
		env: { ...emulator.env, SLACK_TOKEN: "xoxb-test-token", ...env },
	});

beforeAll(async () => {
	emulator = await startEmulator();
	workspace = slackWorkspace();
	server = await slackServer(workspace);
	const credentials = { accessKeyId: emulator.env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: emulator.env.AWS_SECRET_ACCESS_KEY ?? "" };
	const sns = new SNSClient({ endpoint: emulator.url, region: "us-east-1", credentials });
	const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "alerts" }));
	queueUrl = ((await sqs("CreateQueue", { QueueName: "alerts" })) as unknown as { QueueUrl: string }).QueueUrl;
	const Endpoint = "arn:aws:sqs:us-east-1:123456789012:alerts";
	// What is filtered out by severity does not arrive: the attributes are what subscriptions see.
	const Attributes = { FilterPolicy: JSON.stringify({ severity: ["critical", "high"] }) };
	await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes }));
	const targets = {
		topic: { type: "sns", topicArn: TopicArn },
		security: { type: "slack", channel: "C0000001", token: { env: "SLACK_TOKEN" }, api: `${server.url}/api`, fallback: "topic" },
	};
	place = await directoryWith({
		"good.json": snapshot("a"),
		"bad.json": snapshot("a", "bad-1"),
		"worse.json": snapshot("a", "bad-1", "bad-2"),
		"parapet.config.json": JSON.stringify({ alerts: { targets, routes: [{ targets: ["security"] }] } }),
		"topic.config.json": JSON.stringify({ alerts: { targets: { topic: targets.topic } } }),
	});
});

afterAll(async () => {
	await emulator.stop();
	await server.stop();
	await place.remove();
});

describe("the built command", () => {
	it("publishes to a topic what its subscribers can filter and read", async () => {
		const run = await runCommand(
			["alert", "send", place.path("good.json"), place.path("bad.json"), "--config", place.path("topic.config.json")],
			{
				env: emulator.env,
			},
		);
		expect(run).toMatchObject({ code: 0, stdout: "Alerts: 1 alert, 1 message sent.\n", stderr: "" });
		const [notification, ...others] = await received();
		expect(others).toEqual([]);
		expect(JSON.parse(notification?.Message ?? "")).toMatchObject({ schema: "parapet.alert/1", kind: "new", resource: { name: "bad-1" } });
		expect(notification?.MessageAttributes).toMatchObject({
			severity: { Value: "high" },
			kind: { Value: "new" },
			account: { Value: "111122223333" },
		});
	});

	it("goes by the topic when Slack refuses, and back to Slack when it does not", async () => {
		const refused = await send("good.json", "bad.json", { SLACK_TOKEN: "xoxb-wrong" });
		expect(refused).toMatchObject({ code: 0, stdout: "Alerts: 1 alert, 0 messages sent, 1 told before, 1 by the second way.\n" });
		const second = await send("bad.json", "worse.json", { SLACK_TOKEN: "xoxb-wrong" });
		expect(second).toMatchObject({ code: 0, stdout: "Alerts: 1 alert, 1 message sent, 1 by the second way.\n" });
		expect((await received()).map(({ Message }) => JSON.parse(Message).resource.name)).toEqual(["bad-2"]);
		expect(await send("worse.json", "bad.json")).toMatchObject({ code: 0, stdout: "Alerts: 1 alert, 1 message sent.\n" });
		expect(workspace.roots()).toMatchObject([{ text: expect.stringContaining("gone") }]);
	});

	it("keeps what a topic does not take, with the reason", async () => {
		await emulator.faults([{ service: "sns", operation: "Publish", kind: "deny" }]);
		const denied = await runCommand(
			["alert", "send", place.path("bad.json"), place.path("good.json"), "--config", place.path("topic.config.json")],
			{
				env: emulator.env,
			},
		);
		expect(denied.code).toBe(2);
		expect(denied.stdout).toMatch(/topic: 1 message left for the next run: SNS: .*(?:Denied|Authorization)/i);
		await emulator.faults([]);
		const flushed = await runCommand(["alert", "flush", "--config", place.path("topic.config.json")], { env: emulator.env });
		expect(flushed).toMatchObject({ code: 0, stdout: "Alerts: 0 alerts, 1 message sent.\n" });
	});
});
