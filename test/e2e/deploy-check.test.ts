import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import {
	CreateEventBusCommand,
	DisableRuleCommand,
	EventBridgeClient,
	PutRuleCommand,
	PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateScheduleCommand, CreateScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { CreateStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkRule } from "../../shared/runtime/app/change-patterns.ts";
import { CheckRecord } from "../../shared/runtime/app/check-record.ts";
import type { Deployed } from "../../shared/runtime/app/deployed.ts";
import { stateLayout } from "../../shared/runtime/app/layout.ts";
import type { Check } from "../../shared/runtime/deploy-check/check.ts";
import { sha256 } from "../../shared/sinks/s3/compressed.ts";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { type Run, runCommand } from "../support/command.ts";
import { slackServer, slackWorkspace } from "../support/slack.ts";
import { directoryWith } from "../support/terminal.ts";

const region = "eu-west-1";
const account = "123456789012";
let emulator: Emulator;
let workspace: ReturnType<typeof slackWorkspace>;
let server: Awaited<ReturnType<typeof slackServer>>;
let place: Awaited<ReturnType<typeof directoryWith>>;
let deployed: Deployed;
let clients: ReturnType<typeof clientsOf>;

function clientsOf({ url, env }: Emulator) {
	const options = {
		endpoint: url,
		region,
		credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "" },
	};
	return {
		s3: new S3Client({ ...options, forcePathStyle: true }),
		sqs: new SQSClient(options),
		sns: new SNSClient(options),
		events: new EventBridgeClient(options),
		ssm: new SSMClient(options),
		iam: new IAMClient(options),
		sfn: new SFNClient(options),
		scheduler: new SchedulerClient(options),
		secrets: new SecretsManagerClient(options),
		cloudwatch: new CloudWatchClient(options),
	};
}

const configuration = (differences: object = {}) =>
	JSON.stringify({
		regions: [region],
		alerts: {
			targets: {
				security: { type: "slack", channel: "C0000001", api: server.url, token: { secret: secretArn, key: "token" } },
			},
		},
		deploy: { slackActions: { signingSecret: { secret: secretArn, key: "signing" }, approvers: ["U0USER01"] } },
		...differences,
	});
let secretArn: string;

const check = (...args: string[]): Promise<Run> =>
	runCommand(["deploy", "check", "--region", region, ...args], { env: { ...emulator.env, AWS_REGION: region }, directory: place.root });

interface Report {
	readonly before: readonly Check[];
	readonly after?: readonly Check[];
	readonly status: string;
}
const report = async (...args: string[]): Promise<Report & { code: number | undefined }> => {
	const run = await check("--format", "json", ...args);
	if (run.stdout === "") throw new Error(run.stderr);
	return { ...(JSON.parse(run.stdout) as Report), code: run.code };
};
const statusOf = (checks: readonly Check[] | undefined, name: string): string | undefined =>
	checks?.find((each) => each.name === name)?.status;

beforeAll(async () => {
	emulator = await startEmulator();
	clients = clientsOf(emulator);
	workspace = slackWorkspace();
	server = await slackServer(workspace);
	const secret = await clients.secrets.send(
		new CreateSecretCommand({
			Name: "parapet/slack",
			SecretString: JSON.stringify({ token: "xoxb-test-token", signing: "8f742231b10e8888abcd99aaabbb85a5" }),
		}),
	);
	secretArn = secret.ARN ?? "";
	place = await directoryWith({ "parapet.config.json": configuration() });
});

afterAll(async () => {
	await emulator?.stop();
	await server?.stop();
	await place?.remove();
});

describe("before a deploy", () => {
	it("looks at configuration, credentials, accounts, secrets and Slack without posting, and says nothing of a deployment", async () => {
		const { before, after } = await report();
		expect(after).toBeUndefined();
		for (const name of ["configuration", "credentials", "accounts to scan", "target security", "Slack buttons"])
			expect([name, statusOf(before, name)]).toEqual([name, "ok"]);
		expect(before.filter(({ status, advice }) => status !== "ok" && !advice)).toEqual([]);
		expect(workspace.messages).toEqual([]);
	});

	it("shows it to people too, and no secret", async () => {
		const { stdout, stderr, code } = await check();
		expect(stdout).toContain(`Parapet, stage prod, account ${account}, ${region}`);
		expect(stdout).toContain("target security: parapet of Acme, reads and writes in C0000001.");
		expect(stdout + stderr).not.toMatch(/xoxb-test|8f742231/);
		expect(stdout).not.toContain("\u001b");
		expect([0, 2, 3]).toContain(code);
	});

	it("lists every mistake of the configuration with its path, and fails", async () => {
		const wrong = await directoryWith({
			"parapet.config.json": JSON.stringify({
				accounts: [{ roleArn: "arn:aws:iam::222233334444:role/parapet-scanner" }],
				alerts: { targets: { security: { type: "slack", channel: "C0000001", token: { env: "SLACK_TOKEN" } } } },
			}),
		});
		try {
			const run = await runCommand(["deploy", "check", "--region", region], { env: emulator.env, directory: wrong.root });
			expect(run.code).toBe(3);
			expect(run.stdout).toMatch(/failed\s+configuration/);
			expect(run.stdout).toContain("accounts[0].externalId");
		} finally {
			await wrong.remove();
		}
	});

	it("finds the token that Slack does not know", async () => {
		await clients.secrets.send(new CreateSecretCommand({ Name: "parapet/old", SecretString: "xoxb-revoked-000" })).then(async ({ ARN }) => {
			const other = await directoryWith({
				"parapet.config.json": configuration({
					alerts: { targets: { security: { type: "slack", channel: "C0000001", api: server.url, token: { secret: ARN } } } },
				}),
			});
			const run = await runCommand(["deploy", "check", "--region", region, "--before"], { env: emulator.env, directory: other.root });
			await other.remove();
			expect(run.code).toBe(3);
			expect(run.stdout).toContain("invalid_auth");
			expect(run.stdout).not.toContain("xoxb-revoked");
		});
	});

	it("fails where only what is deployed was asked for", async () => {
		const { after, code } = await report("--after");
		expect(code).toBe(3);
		expect(after).toEqual([expect.objectContaining({ name: "deployment", status: "failed" })]);
	});
});

describe("after a deploy", () => {
	/** Says what the application would: it takes the event from the queue, and the targets the alert. */
	let application: (() => Promise<void>) | undefined;
	let running = true;
	let loop: Promise<void>;

	beforeAll(async () => {
		const { s3, sqs, sns, events, iam, sfn, scheduler, ssm, cloudwatch } = clients;
		for (const Bucket of ["parapet-evidence", "parapet-state"])
			await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: region } }));
		const queue = async (QueueName: string) => (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? "";
		const topic = async (Name: string) => (await sns.send(new CreateTopicCommand({ Name }))).TopicArn ?? "";
		const changes = { url: await queue("parapet-prod-changes"), deadLetters: await queue("parapet-prod-changes-dead-letters") };
		const notify = { url: await queue("parapet-prod-notify"), deadLetters: await queue("parapet-prod-notify-dead-letters") };
		await events.send(new CreateEventBusCommand({ Name: "parapet-prod" }));
		await events.send(
			new PutRuleCommand({ Name: "parapet-prod-check", EventBusName: "parapet-prod", EventPattern: JSON.stringify(checkRule.pattern) }),
		);
		await events.send(
			new PutTargetsCommand({
				Rule: "parapet-prod-check",
				EventBusName: "parapet-prod",
				Targets: [{ Id: "changes", Arn: `arn:aws:sqs:${region}:${account}:parapet-prod-changes` }],
			}),
		);
		const trust = JSON.stringify({ Version: "2012-10-17", Statement: [] });
		const role = await iam.send(new CreateRoleCommand({ RoleName: "states", AssumeRolePolicyDocument: trust }));
		const machine = await sfn.send(
			new CreateStateMachineCommand({
				name: "parapet-prod-scan",
				roleArn: role.Role?.Arn ?? "",
				definition: JSON.stringify({ StartAt: "End", States: { End: { Type: "Succeed" } } }),
			}),
		);
		await scheduler.send(new CreateScheduleGroupCommand({ Name: "parapet-prod" }));
		await scheduler.send(
			new CreateScheduleCommand({
				Name: "parapet-prod-scan",
				GroupName: "parapet-prod",
				ScheduleExpression: "rate(12 hours)",
				FlexibleTimeWindow: { Mode: "OFF" },
				Target: { Arn: machine.stateMachineArn ?? "", RoleArn: role.Role?.Arn ?? "" },
			}),
		);
		await cloudwatch.send(
			new PutMetricAlarmCommand({
				AlarmName: "parapet-prod-StaleScopes",
				ComparisonOperator: "GreaterThanThreshold",
				EvaluationPeriods: 1,
				Threshold: 0,
				MetricName: "StaleScopes",
				Namespace: "Parapet",
				Period: 60,
				Statistic: "Maximum",
			}),
		);
		const findings = await topic("parapet-prod-findings");
		await sns.send(
			new SubscribeCommand({ TopicArn: findings, Protocol: "sqs", Endpoint: `arn:aws:sqs:${region}:${account}:parapet-prod-notify` }),
		);
		const document = JSON.stringify({ format: "parapet.app/1", alerts: { targets: { security: {} } } });
		const config = stateLayout.config(sha256(Buffer.from(document)));
		await s3.send(new PutObjectCommand({ Bucket: "parapet-state", Key: config, Body: document }));
		deployed = {
			version: "0.0.1",
			stage: "prod",
			partition: "aws",
			account,
			region,
			config,
			key: `arn:aws:kms:${region}:${account}:key/k`,
			buckets: { evidence: "parapet-evidence", state: "parapet-state" },
			topics: { findings, system: await topic("parapet-prod-system") },
			queues: { changes, notify },
			undelivered: await queue("parapet-prod-undelivered"),
			bus: "parapet-prod",
			machine: machine.stateMachineArn ?? "",
			functions: {},
			schedules: { group: "parapet-prod", names: ["parapet-prod-scan"] },
			alarmPrefix: "parapet-prod-",
			dashboard: "parapet-prod",
			events: true,
		};
		await ssm.send(new PutParameterCommand({ Name: "/parapet/prod/deployment", Type: "String", Value: JSON.stringify(deployed) }));
		loop = (async () => {
			while (running) {
				await application?.();
				await new Promise((resolve) => setTimeout(resolve, 200));
			}
		})();
	});

	afterAll(async () => {
		running = false;
		await loop;
	});

	const takes = (outcome: "sent" | "waiting", reason?: string) => async () => {
		const { sqs, s3 } = clients;
		const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: deployed.queues.changes?.url }));
		for (const { Body = "", ReceiptHandle } of Messages) {
			const event = JSON.parse(Body) as { source: string; detail: { id: string } };
			expect(event.source).toBe("parapet.check");
			const now = new Date().toISOString();
			const record = CheckRecord.parse({
				id: event.detail.id,
				receivedAt: now,
				targets: { security: { outcome, at: now, ...(reason ? { reason } : {}) } },
			});
			await s3.send(new PutObjectCommand({ Bucket: "parapet-state", Key: stateLayout.check(record.id), Body: JSON.stringify(record) }));
			await sqs.send(new DeleteMessageCommand({ QueueUrl: deployed.queues.changes?.url, ReceiptHandle }));
		}
	};

	it("sees an event that goes in come out as an alert, by way of the bus, its rule and the queue", async () => {
		application = takes("sent");
		const { after, before } = await report();
		for (const name of ["synthetic event", "alert to security", "schedules", "dead letters", "subscriptions"])
			expect([name, statusOf(after, name)]).toEqual([name, "ok"]);
		// Another version is deployed, and nothing was scanned yet.
		expect([statusOf(after, "deployment"), statusOf(after, "last scan")]).toEqual(["warning", "warning"]);
		expect(before.length).toBeGreaterThan(3);
	});

	it("fails with the reason of the target that does not take the alert", async () => {
		application = takes("waiting", "Slack: channel_not_found");
		const { after, code } = await report("--after");
		expect(code).toBe(3);
		expect(after?.find(({ name }) => name === "alert to security")).toMatchObject({
			status: "failed",
			detail: expect.stringContaining("channel_not_found"),
		});
	});

	it("says that the event waits in the queue when nobody takes it", async () => {
		application = undefined;
		const { after } = await report("--after", "--timeout", "4");
		expect(after?.find(({ name }) => name === "synthetic event")).toMatchObject({
			status: "failed",
			detail: expect.stringContaining("wait in the queue changes"),
		});
	});

	it("sends nothing when it is not to", async () => {
		const { after } = await report("--after", "--no-event");
		expect(statusOf(after, "synthetic event")).toBe("warning");
	});

	it("finds the rule that somebody disabled, and the message that was given up", async () => {
		await clients.events.send(new DisableRuleCommand({ Name: "parapet-prod-check", EventBusName: "parapet-prod" }));
		await clients.sqs.send(new SendMessageCommand({ QueueUrl: deployed.queues.notify?.deadLetters, MessageBody: "x" }));
		const { after } = await report("--after", "--timeout", "3");
		expect(after?.find(({ name }) => name === "synthetic event")).toMatchObject({
			detail: expect.stringContaining("parapet-prod-check is disabled"),
		});
		expect(after?.find(({ name }) => name === "dead letters")).toMatchObject({
			status: "warning",
			items: ["parapet-prod-notify-dead-letters: 1"],
		});
	});
});
