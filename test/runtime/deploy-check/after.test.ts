import { describe, expect, it } from "vitest";
import type { CheckRecord } from "../../../shared/runtime/app/check-record.ts";
import type { Deployed } from "../../../shared/runtime/app/deployed.ts";
import type { Check, CheckAccess } from "../../../shared/runtime/deploy-check/check.ts";
import { checkPath } from "../../../shared/runtime/deploy-check/path.ts";
import { checkLastRun } from "../../../shared/runtime/deploy-check/runs.ts";
import { checkState, readDeployed } from "../../../shared/runtime/deploy-check/state.ts";
import { version } from "../../../shared/runtime/version.ts";
import { type Answer, fails, fakeCaller, testScope } from "../../support/aws/fake-caller.ts";

const sqs = (name: string) => `https://sqs.eu-west-1.amazonaws.com/111122223333/parapet-prod-${name}`;
const deployed: Deployed = {
	version,
	stage: "prod",
	partition: "aws",
	account: "111122223333",
	region: "eu-west-1",
	config: "config/v1/abc.json",
	key: "arn:aws:kms:eu-west-1:111122223333:key/k",
	buckets: { evidence: "evidence", state: "state" },
	topics: { findings: "arn:aws:sns:eu-west-1:111122223333:findings", system: "arn:aws:sns:eu-west-1:111122223333:system" },
	queues: {
		changes: { url: sqs("changes"), deadLetters: sqs("changes-dead-letters") },
		notify: { url: sqs("notify"), deadLetters: sqs("notify-dead-letters") },
	},
	undelivered: sqs("undelivered"),
	bus: "parapet-prod",
	machine: "arn:aws:states:eu-west-1:111122223333:stateMachine:parapet-prod-scan",
	functions: { notify: "parapet-prod-notify", "assess-change": "parapet-prod-assess-change" },
	schedules: { group: "parapet-prod", names: ["parapet-prod-scan", "parapet-prod-notify"] },
	alarmPrefix: "parapet-prod-",
	dashboard: "parapet-prod",
	events: true,
};

const wellAnswers: Readonly<Record<string, Answer>> = {
	"lambda:GetFunctionConfiguration": { State: "Active", LastUpdateStatus: "Successful" },
	"lambda:ListEventSourceMappings": { EventSourceMappings: [{ State: "Enabled", EventSourceArn: "arn:aws:sqs:eu-west-1:1:q" }] },
	"scheduler:GetSchedule": { State: "ENABLED" },
	"sqs:GetQueueAttributes": { Attributes: { ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "0" } },
	"cloudwatch:DescribeAlarms": { MetricAlarms: [{ AlarmName: "parapet-prod-StaleScopes", StateValue: "OK" }] },
	"sns:ListSubscriptionsByTopic": { Subscriptions: [{ SubscriptionArn: "arn:aws:sns:s", Protocol: "email", Endpoint: "a@example.com" }] },
};

function accessWith(answers: Readonly<Record<string, Answer>>): CheckAccess & { said: string[] } {
	const caller = fakeCaller(answers);
	const said: string[] = [];
	return { ...testScope, stage: "prod", caller: () => caller, progress: (what) => void said.push(what), said };
}

describe("what is deployed", () => {
	it("is known by a parameter", async () => {
		const answer = (Value: string) => ({ "ssm:GetParameter": { Parameter: { Value } } });
		expect(await readDeployed(accessWith(answer(JSON.stringify(deployed))))).toEqual({ deployed });
		expect(await readDeployed(accessWith(answer("{}")))).toMatchObject({ check: { status: "failed" } });
		expect(await readDeployed(accessWith(answer("{")))).toMatchObject({ check: { status: "failed" } });
		expect(await readDeployed(accessWith({ "ssm:GetParameter": fails("notFound") }))).toMatchObject({
			check: { status: "failed", detail: expect.stringContaining("/parapet/prod/deployment") },
		});
		expect(await readDeployed(accessWith({ "ssm:GetParameter": fails("denied") }))).toMatchObject({ check: { status: "unknown" } });
	});

	const stateOf = async (answers: Readonly<Record<string, Answer>>, change: Partial<Deployed> = {}, configuration?: string) =>
		checkState(accessWith({ ...wellAnswers, ...answers }), { ...deployed, ...change }, configuration);

	it("is well when everything says so", async () => {
		const checks = await stateOf({}, {}, "config/v1/abc.json");
		expect(checks.map(({ name, status }) => `${status} ${name}`)).toEqual([
			"ok deployment",
			"ok functions",
			"ok queues feed functions",
			"ok schedules",
			"ok dead letters",
			"ok alarms",
			"ok subscriptions",
		]);
	});

	it.each<[string, Readonly<Record<string, Answer>>, string, Check["status"], RegExp]>([
		[
			"a function that cannot run",
			{ "lambda:GetFunctionConfiguration": { State: "Failed", StateReason: "no key" } },
			"functions",
			"failed",
			/parapet-prod-notify: no key/,
		],
		["a function that is gone", { "lambda:GetFunctionConfiguration": fails("notFound") }, "functions", "failed", /is not there/],
		["functions of which nobody speaks", { "lambda:GetFunctionConfiguration": fails("denied") }, "functions", "unknown", /^$/],
		["a function that sleeps", { "lambda:GetFunctionConfiguration": { State: "Inactive" } }, "functions", "ok", /^$/],
		[
			"a mapping that is disabled",
			{ "lambda:ListEventSourceMappings": { EventSourceMappings: [{ State: "Disabled", EventSourceArn: "arn:aws:sqs:x" }] } },
			"queues feed functions",
			"failed",
			/changes: Disabled/,
		],
		["no mapping", { "lambda:ListEventSourceMappings": { EventSourceMappings: [] } }, "queues feed functions", "failed", /nothing takes/],
		["a schedule that is off", { "scheduler:GetSchedule": { State: "DISABLED" } }, "schedules", "failed", /parapet-prod-scan: DISABLED/],
		["a schedule that is gone", { "scheduler:GetSchedule": fails("notFound") }, "schedules", "failed", /is not there/],
		[
			"a message that was given up",
			{
				"sqs:GetQueueAttributes": (input: Record<string, unknown>) => ({
					Attributes: { ApproximateNumberOfMessages: String(input.QueueUrl).endsWith("notify-dead-letters") ? "3" : "0" },
				}),
			},
			"dead letters",
			"warning",
			/^parapet-prod-notify-dead-letters: 3$/,
		],
		["queues of which nobody speaks", { "sqs:GetQueueAttributes": fails("denied") }, "dead letters", "unknown", /^$/],
		[
			"an alarm that is raised",
			{ "cloudwatch:DescribeAlarms": { MetricAlarms: [{ AlarmName: "parapet-prod-NotifyErrors", StateValue: "ALARM" }] } },
			"alarms",
			"warning",
			/NotifyErrors/,
		],
		[
			"alarms that wait for data",
			{ "cloudwatch:DescribeAlarms": { MetricAlarms: [{ AlarmName: "x", StateValue: "INSUFFICIENT_DATA" }] } },
			"alarms",
			"ok",
			/^$/,
		],
		["no alarm", { "cloudwatch:DescribeAlarms": { MetricAlarms: [] } }, "alarms", "failed", /^$/],
		[
			"an address that has not confirmed",
			{
				"sns:ListSubscriptionsByTopic": {
					Subscriptions: [{ SubscriptionArn: "PendingConfirmation", Protocol: "email", Endpoint: "a@example.com" }],
				},
			},
			"subscriptions",
			"warning",
			/findings: email a@example.com/,
		],
		["nobody who listens", { "sns:ListSubscriptionsByTopic": { Subscriptions: [] } }, "subscriptions", "unknown", /^$/],
	])("is looked at: %s", async (_, answers, name, status, items) => {
		const check = (await stateOf(answers)).find((each) => each.name === name);
		expect(check).toMatchObject({ status });
		expect((check?.items ?? []).join("\n")).toMatch(items);
	});

	it("is another version, or configured otherwise", async () => {
		expect((await stateOf({}, { version: "0.0.1" }))[0]).toMatchObject({ status: "warning", detail: expect.stringContaining("0.0.1") });
		expect((await stateOf({}, {}, "config/v1/other.json"))[0]).toMatchObject({ status: "warning" });
	});
});

const bodyOf = (value: unknown) => ({ Body: { transformToByteArray: async () => Buffer.from(JSON.stringify(value)) }, ETag: '"1"' });

describe("the last scan", () => {
	const execution = (status: string) => ({
		"states:ListExecutions": {
			executions: [{ name: "run-1", status, startDate: new Date("2026-11-24T03:00:00Z"), executionArn: "arn:x" }],
		},
	});
	const summary = (planned: number, complete: number, incomplete: number, failed: number) => ({
		"s3:GetObject": bodyOf({ planned, complete, incomplete, failed }),
	});
	it.each<[string, Readonly<Record<string, Answer>>, Check["status"], RegExp]>([
		["was complete", { ...execution("SUCCEEDED"), ...summary(3, 3, 0, 0) }, "ok", /3 of 3 scopes complete/],
		["left something out", { ...execution("SUCCEEDED"), ...summary(3, 2, 1, 0) }, "warning", /1 incomplete/],
		["failed in part", { ...execution("SUCCEEDED"), ...summary(3, 2, 0, 1) }, "failed", /1 failed/],
		["lost a scope", { ...execution("SUCCEEDED"), ...summary(3, 2, 0, 0) }, "failed", /2 of 3/],
		["failed", execution("FAILED"), "failed", /FAILED/],
		["goes on", execution("RUNNING"), "ok", /under way/],
		["was none yet", { "states:ListExecutions": { executions: [] } }, "warning", /Nothing was scanned/],
		["is not told", { "states:ListExecutions": fails("denied") }, "unknown", /ListExecutions/],
		["has no summary", { ...execution("SUCCEEDED"), "s3:GetObject": fails("notFound") }, "unknown", /summary is not there/],
		[
			"has a summary that may not be read",
			{ ...execution("SUCCEEDED"), "s3:GetObject": fails("denied"), "s3:ListObjectsV2": fails("denied") },
			"unknown",
			/could not be read/,
		],
	])("%s", async (_, answers, status, detail) => {
		expect(await checkLastRun(accessWith(answers), deployed)).toMatchObject({ status, detail: expect.stringMatching(detail) });
	});
});

describe("a synthetic event", () => {
	const start = Date.parse("2026-11-24T12:00:00Z");
	const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
	const sent = { "events:PutEvents": { FailedEntryCount: 0, Entries: [{ EventId: "e" }] } };

	async function check(
		answers: Readonly<Record<string, Answer>>,
		records: (seconds: number) => CheckRecord | undefined,
		targets: readonly string[] = ["security", "duty"],
	) {
		let now = start;
		const access = accessWith({
			...sent,
			"s3:GetObject": () => {
				const record = records((now - start) / 1000);
				return record ? bodyOf(record) : fails("notFound");
			},
			...answers,
		});
		const checks = await checkPath(access, deployed, {
			id: "check-0a1b2c3d",
			targets,
			now: () => now,
			sleep: async (milliseconds) => {
				now += milliseconds;
			},
			patience: 60_000,
		});
		return { checks, access, waited: (now - start) / 1000 };
	}
	const told = (outcomes: Readonly<Record<string, "sent" | "waiting" | "rejected">>, reason?: string): CheckRecord => ({
		id: "check-0a1b2c3d",
		receivedAt: at(11),
		targets: Object.fromEntries(
			Object.entries(outcomes).map(([name, outcome]) => [name, { outcome, at: at(14), ...(reason ? { reason } : {}) }]),
		),
	});

	it("comes out at every target, and how long it took is said", async () => {
		const { checks, waited, access } = await check({}, (seconds) =>
			seconds < 12 ? undefined : seconds < 15 ? told({ security: "sent" }) : told({ security: "sent", duty: "sent" }),
		);
		expect(checks.map(({ status, detail }) => `${status} ${detail}`)).toEqual([
			"ok It went from the bus to assess-change in 11 s.",
			"ok Taken 14 s after the event.",
			"ok Taken 14 s after the event.",
		]);
		expect(waited).toBeLessThan(20);
		expect(access.said).toContain("waiting for duty to take the alert (12 s)");
	});

	it("is what the rule of the bus looks for", async () => {
		const { access } = await check({}, () => told({ security: "sent", duty: "sent" }));
		const [put] = (access.caller() as ReturnType<typeof fakeCaller>).calls;
		expect(put?.input).toEqual({
			Entries: [
				{
					EventBusName: "parapet-prod",
					Source: "parapet.check",
					DetailType: "Parapet Check",
					Detail: JSON.stringify({ id: "check-0a1b2c3d", at: at(0) }),
				},
			],
		});
	});

	it("fails where a target does not take it, with the target's reason, at once", async () => {
		const { checks, waited } = await check({}, () => told({ security: "waiting", duty: "rejected" }, "Slack: channel_not_found"));
		expect(checks.map(({ status }) => status)).toEqual(["ok", "failed", "failed"]);
		expect(checks[1]?.detail).toContain("Slack: channel_not_found");
		expect(waited).toBe(0);
	});

	const nothing = () => undefined;
	const rule = {
		"events:DescribeRule": { State: "ENABLED" },
		"events:ListTargetsByRule": { Targets: [{ Arn: "arn:aws:sqs:eu-west-1:1:q" }] },
	};
	const empty = {
		"sqs:GetQueueAttributes": { Attributes: { ApproximateNumberOfMessages: "0", ApproximateNumberOfMessagesNotVisible: "0" } },
	};
	const silent = { "logs:FilterLogEvents": { events: [] } };
	it.each<[string, Readonly<Record<string, Answer>>, Check["status"], RegExp]>([
		["at the bus that is gone", { "events:PutEvents": fails("notFound") }, "failed", /took no event/],
		["at the bus that is closed to whoever checks", { "events:PutEvents": fails("denied") }, "unknown", /may not send/],
		["at the bus that refuses it", { "events:PutEvents": { Entries: [{ ErrorCode: "InternalFailure" }] } }, "failed", /InternalFailure/],
		["at the rule that is not there", { "events:DescribeRule": fails("notFound") }, "failed", /no rule parapet-prod-check/],
		["at the rule that is disabled", { "events:DescribeRule": { State: "DISABLED" } }, "failed", /is disabled/],
		["at the rule that leads nowhere", { ...rule, "events:ListTargetsByRule": { Targets: [] } }, "failed", /leads nowhere/],
		[
			"in the queue",
			{ ...rule, ...silent, "sqs:GetQueueAttributes": { Attributes: { ApproximateNumberOfMessages: "1" } } },
			"failed",
			/does not take them/,
		],
		[
			"in the function",
			{ ...rule, ...empty, "logs:FilterLogEvents": { events: [{ message: '{"level":"ERROR","message":"The invocation failed."}' }] } },
			"failed",
			/assess-change fails/,
		],
		[
			"in the function's hands",
			{ ...rule, ...silent, "sqs:GetQueueAttributes": { Attributes: { ApproximateNumberOfMessagesNotVisible: "1" } } },
			"failed",
			/has taken a message/,
		],
		["somewhere that leaves no trace", { ...rule, ...empty, ...silent }, "failed", /no message and no error/],
		[
			"where nobody may look",
			{ "events:DescribeRule": fails("denied"), "sqs:GetQueueAttributes": fails("denied"), "logs:FilterLogEvents": fails("denied") },
			"failed",
			/Nothing arrived/,
		],
	])("that does not arrive is looked for: %s", async (_, answers, status, detail) => {
		const { checks } = await check(answers, nothing);
		expect(checks).toEqual([expect.objectContaining({ status, detail: expect.stringMatching(detail) })]);
		expect(checks[0]?.advice).not.toBe("");
	});

	it("that arrived and was not told is looked for at notify, and what the log says holds no secret", async () => {
		const { checks, waited } = await check(
			{
				...empty,
				"logs:FilterLogEvents": (input: Record<string, unknown>) =>
					input.logGroupName === "/aws/lambda/parapet-prod-notify"
						? { events: [{ message: "ERROR token=xoxb-123456789012-abcdef" }] }
						: { events: [] },
			},
			() => told({ security: "sent" }),
		);
		expect(waited).toBeGreaterThanOrEqual(60);
		expect(checks.map(({ status }) => status)).toEqual(["ok", "ok", "failed"]);
		expect(checks[2]?.detail).toContain("notify fails");
		expect(JSON.stringify(checks)).not.toContain("xoxb-");
	});

	it("of which the record may not be read is unknown", async () => {
		const { checks } = await check({ "s3:GetObject": fails("denied"), "s3:ListObjectsV2": fails("denied") }, nothing);
		expect(checks).toEqual([expect.objectContaining({ status: "unknown" })]);
	});
});
