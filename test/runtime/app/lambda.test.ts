import type { Context, SQSEvent } from "aws-lambda";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as z from "zod";
import { ConfigError } from "../../../shared/core/errors.ts";
import { lambda, queue } from "../../../shared/runtime/app/lambda.ts";

const variables = {
	PARAPET_STAGE: "test",
	PARAPET_EVIDENCE: "parapet-test-evidence",
	PARAPET_STATE: "parapet-test-state",
	PARAPET_KEY: "arn:aws:kms:eu-west-1:111122223333:key/1",
	PARAPET_CONFIG: "config/v1/0.json",
	AWS_REGION: "eu-west-1",
};
let written: string[] = [];

beforeEach(() => {
	written = [];
	for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
	const keep = (text: unknown) => written.push(String(text)) > 0;
	vi.spyOn(process.stdout, "write").mockImplementation(keep);
	vi.spyOn(process.stderr, "write").mockImplementation(keep);
});

afterEach(() => {
	vi.restoreAllMocks();
	vi.unstubAllEnvs();
});

const context = {
	awsRequestId: "6bc28136-xmpl",
	functionName: "parapet-test-demo",
	invokedFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:parapet-test-demo",
	memoryLimitInMB: "512",
	getRemainingTimeInMillis: () => 42_000,
} as Context;

const record = (messageId: string, body: string, receives = "1") =>
	({ messageId, body, attributes: { ApproximateReceiveCount: receives, SentTimestamp: "1700000000000" } }) as SQSEvent["Records"][number];

const lines = (): Record<string, unknown>[] =>
	written
		.join("")
		.split("\n")
		.filter((line) => line.startsWith("{"))
		.map((line) => JSON.parse(line));

test("a metric is counted by more than its function when asked, and as a whole all the same", async () => {
	const handler = lambda("demo", z.unknown(), async (_, app) => {
		app.metric("Refusals", 1, { reason: "outside" });
		app.metric("Refusals", 1, { reason: "shared" });
	});
	await handler({}, context);
	await handler({}, context);
	const metrics = lines().filter((line) => "_aws" in line && "Refusals" in line);
	const whole = metrics.filter((line) => !("reason" in line));
	expect(whole.map(({ Refusals }) => Refusals)).toEqual([
		[1, 1],
		[1, 1],
	]);
	const apart = metrics.filter((line) => "reason" in line);
	expect(apart.map(({ reason, Refusals, stage, function: of }) => [reason, Refusals, stage, of])).toEqual(
		["outside", "shared", "outside", "shared"].map((reason) => [reason, 1, "test", "demo"]),
	);
	expect(written.join("")).not.toContain("has already been added");
});

test("an event of the right shape reaches the function with what the invocation knows of itself", async () => {
	const handler = lambda("demo", z.strictObject({ run: z.string() }), async ({ run }, app) => {
		app.metric("ScopesPlanned", 3);
		app.log.info("Planned.", { run });
		return { run, stage: app.environment.stage, left: app.remaining(), id: app.requestId };
	});
	expect(await handler({ run: "r1" }, context)).toEqual({ run: "r1", stage: "test", left: 42_000, id: "6bc28136-xmpl" });
	expect(lines()).toContainEqual(
		expect.objectContaining({ message: "Planned.", data: { run: "r1" }, service: "parapet-demo", function_request_id: "6bc28136-xmpl" }),
	);
	const metric = lines().find((line) => "_aws" in line);
	expect(metric).toMatchObject({ ScopesPlanned: 3, service: "parapet", stage: "test", function: "demo" });
	expect(metric?._aws).toMatchObject({
		CloudWatchMetrics: [{ Namespace: "Parapet", Metrics: [{ Name: "ScopesPlanned", Unit: "Count" }] }],
	});
});

test("another event is refused with the places of its mistakes and none of its text", async () => {
	const handler = lambda("demo", z.strictObject({ run: z.string(), count: z.int() }), async () => 1);
	await expect(handler({ run: 5, count: 1, secret: "hunter2" }, context)).rejects.toThrow(/run: .*expected string/);
	expect(written.join("")).not.toContain("hunter2");
});

test("a missing variable is said by its name", async () => {
	vi.stubEnv("PARAPET_STATE", undefined);
	const handler = lambda("demo", z.unknown(), async () => 1);
	await expect(handler({}, context)).rejects.toThrow(ConfigError);
	expect(written.join("")).toContain("PARAPET_STATE");
});

test("a message that is not JSON or has another shape fails alone", async () => {
	const seen: unknown[] = [];
	const handler = queue("demo", z.strictObject({ n: z.int() }), async (messages) => {
		seen.push(...messages);
		return { failed: new Set(messages.filter(({ body }) => body.n === 2).map(({ id }) => id)) };
	});
	const answer = await handler(
		{ Records: [record("a", '{"n":1}'), record("b", "not json hunter2"), record("c", '{"n":"x"}'), record("d", '{"n":2}', "4")] },
		context,
	);
	expect(seen).toEqual([
		{ id: "a", body: { n: 1 }, attempt: 1, sentAt: 1_700_000_000_000 },
		{ id: "d", body: { n: 2 }, attempt: 4, sentAt: 1_700_000_000_000 },
	]);
	expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(["b", "c", "d"]);
	expect(written.join("")).not.toContain("hunter2");
});

test("a batch of nothing but bad messages runs nothing", async () => {
	const run = vi.fn();
	const answer = await queue("demo", z.strictObject({}), run)({ Records: [record("a", "[]")] }, context);
	expect(run).not.toHaveBeenCalled();
	expect(answer.batchItemFailures).toEqual([{ itemIdentifier: "a" }]);
});
