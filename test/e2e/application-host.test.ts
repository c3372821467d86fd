import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Application, createApplication } from "../support/application/application.ts";
import { urlOf } from "../support/application/queues.ts";
import { type Emulator, startEmulator } from "../support/aws/emulator.ts";
import { temporaryDirectory } from "../support/command.ts";
import type { Graph, GraphResource, Json } from "../support/sst/graph.ts";

// The parts that the proof of the application stands on, each with a function of a few lines: what the emulator does like AWS, and what it must not let pass.

const account = "123456789012";
const region = "eu-central-1";

/** Handlers without the SDK: calls to the emulator need no signature, only the key of the role. */
const bundle = `
const { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: key } = process.env;
const authorization = (service) => \`AWS4-HMAC-SHA256 Credential=\${key}/20260101/${region}/\${service}/aws4_request, SignedHeaders=host, Signature=0\`;
const put = async (name, text) => {
	const answer = await fetch(endpoint + "/state-bucket/" + name, { method: "PUT", body: text, headers: { authorization: authorization("s3") } });
	if (!answer.ok) throw Object.assign(new Error("S3 said " + answer.status + " " + (await answer.text())), { name: "Refused" });
};
export const work = async ({ Records }, context) => {
	const failed = [];
	for (const { messageId, body } of Records) {
		if (body.includes("poison")) failed.push({ itemIdentifier: messageId });
		else for (const part of ["one", "two", "three"]) await put("seen/" + messageId + "/" + part, body);
	}
	console.log(JSON.stringify({ left: context.getRemainingTimeInMillis(), memory: context.memoryLimitInMB, records: Records.length }));
	return { batchItemFailures: failed };
};
export const plan = async ({ items }) => {
	await put("plan.json", JSON.stringify(items));
	return { bucket: "state-bucket", key: "plan.json" };
};
let invocations = 0;
export const item = async ({ run, value, round = 0 }) => {
	invocations++;
	if (value === "slow") await new Promise((resolve) => setTimeout(resolve, 60_000));
	if (value === "exit") process.exit(3);
	if (value === "wrong") throw new TypeError("wrong on purpose");
	if (value === "forbidden") await put("elsewhere/x", "x");
	return { run, value, round: round + 1, status: value === "long" && round < 2 ? "more" : "ready" };
};
export const url = async (event) => ({ statusCode: 201, headers: { "x-path": event.rawPath }, body: JSON.stringify({ body: event.body, method: event.requestContext.http.method }) });
`;

/** What only the provider knows, as the graph writes it. */
const ref = (path: string): string => `{{${path}}}`;
const resource = (type: string, name: string, inputs: Record<string, Json>, parent?: string): GraphResource => ({
	type,
	name,
	urn: `urn:${type}::${name}`,
	custom: !type.startsWith("sst:"),
	inputs,
	dependencies: [],
	...(parent ? { parent: `urn:sst:aws:Function::${parent}` } : {}),
});
const document = (...Statement: Json[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const lambdaError = ["Runtime.ExitError", "Sandbox.Timedout"];

function hosted(name: string, handler: string, statements: Json[], more: Record<string, Json> = {}): GraphResource[] {
	return [
		resource("sst:aws:Function", name, {}),
		resource("aws:iam/role:Role", `${name}Role`, { name: `${name}-role`, assumeRolePolicy: document() }),
		resource("aws:iam/rolePolicy:RolePolicy", `${name}Policy`, { role: `${name}-role`, policy: document(...statements) }),
		resource(
			"aws:lambda/function:Function",
			`${name}Function`,
			{ name, role: ref(`${name}Role.arn`), handler: `bundle.${handler}`, timeout: 5, memorySize: 256, ...more },
			name,
		),
	];
}

const task = (name: string, next: Json): Json => ({
	Type: "Task",
	Resource: "arn:aws:states:::lambda:invoke",
	Parameters: { FunctionName: ref(`${name}Function.arn`), "Payload.$": "$" },
	OutputPath: "$.Payload",
	...(next as object),
});

const definition = JSON.stringify({
	StartAt: "Plan",
	States: {
		Plan: task("Plan", { Next: "Map" }),
		Map: {
			Type: "Map",
			Label: "items",
			MaxConcurrency: 2,
			ToleratedFailurePercentage: 100,
			ItemReader: {
				Resource: "arn:aws:states:::s3:getObject",
				ReaderConfig: { InputType: "JSON" },
				Parameters: { "Bucket.$": "$.bucket", "Key.$": "$.key" },
			},
			ItemSelector: { "run.$": "$$.Execution.Name", "value.$": "$$.Map.Item.Value" },
			ItemProcessor: {
				ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
				StartAt: "Item",
				States: {
					Item: task("Item", {
						Retry: [{ ErrorEquals: lambdaError, IntervalSeconds: 10, MaxAttempts: 1 }],
						Catch: [{ ErrorEquals: ["TypeError", ...lambdaError], ResultPath: "$.failed", Next: "Caught" }],
						Next: "More",
					}),
					More: { Type: "Choice", Choices: [{ Variable: "$.status", StringEquals: "more", Next: "Item" }], Default: "Done" },
					Caught: { Type: "Pass", End: true },
					Done: { Type: "Pass", End: true },
				},
			},
			ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Parameters: { "Bucket.$": "$.bucket", Prefix: "results" } },
			End: true,
		},
	},
});

const objects = (...Action: string[]): Json => ({ Effect: "Allow", Action, Resource: "arn:aws:s3:::state-bucket/*" });
const send = (service: string): Json => ({
	Effect: "Allow",
	Principal: { Service: service },
	Action: "sqs:SendMessage",
	Resource: ref("Work.arn"),
	Condition: { StringEquals: { "aws:SourceAccount": account } },
});

const resources: GraphResource[] = [
	resource("aws:s3/bucket:Bucket", "State", { bucket: "state-bucket" }),
	resource("aws:sqs/queue:Queue", "WorkDlq", { name: "work-dlq" }),
	resource("aws:sqs/queue:Queue", "Work", {
		name: "work",
		visibilityTimeoutSeconds: 30,
		redrivePolicy: JSON.stringify({ deadLetterTargetArn: ref("WorkDlq.arn"), maxReceiveCount: 2 }),
	}),
	resource("aws:sqs/queuePolicy:QueuePolicy", "WorkPolicy", {
		queueUrl: ref("Work.url"),
		policy: document(send("s3.amazonaws.com"), send("events.amazonaws.com"), send("sns.amazonaws.com")),
	}),
	resource("aws:sqs/queue:Queue", "Closed", { name: "closed" }),
	resource("aws:s3/bucketNotification:BucketNotification", "StateNotification", {
		bucket: ref("State.bucket"),
		queues: [{ queueArn: ref("Work.arn"), events: ["s3:ObjectCreated:*"], filterPrefix: "inbox/", id: ref("WorkPolicy.id") }],
	}),
	...hosted("Worker", "work", [objects("s3:PutObject")]),
	resource("aws:lambda/eventSourceMapping:EventSourceMapping", "Mapping", {
		eventSourceArn: ref("Work.arn"),
		functionName: ref("WorkerFunction.arn"),
		batchSize: 5,
		functionResponseTypes: ["ReportBatchItemFailures"],
	}),
	...hosted("Plan", "plan", [objects("s3:PutObject")]),
	...hosted("Item", "item", [{ Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::state-bucket/items/*" }]),
	...hosted("Url", "url", [objects("s3:GetObject")], { reservedConcurrentExecutions: 1 }),
	resource("aws:lambda/functionUrl:FunctionUrl", "UrlUrl", { functionName: ref("UrlFunction.name") }),
	resource("aws:iam/role:Role", "MachineRole", { name: "machine", assumeRolePolicy: document() }),
	resource("aws:iam/rolePolicy:RolePolicy", "MachinePolicy", {
		role: "machine",
		policy: document(
			{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: [ref("PlanFunction.arn"), ref("ItemFunction.arn")] },
			objects("s3:GetObject", "s3:PutObject"),
		),
	}),
	resource("aws:sfn/stateMachine:StateMachine", "Machine", { name: "scan", definition, roleArn: ref("MachineRole.arn") }),
	resource("aws:iam/role:Role", "ScheduleRole", { name: "schedule", assumeRolePolicy: document() }),
	resource("aws:iam/rolePolicy:RolePolicy", "SchedulePolicy", {
		role: "schedule",
		policy: document({ Effect: "Allow", Action: "states:StartExecution", Resource: ref("Machine.arn") }),
	}),
	resource("aws:scheduler/schedule:Schedule", "Nightly", {
		name: "nightly",
		scheduleExpression: "rate(12 hours)",
		flexibleTimeWindow: { mode: "OFF" },
		target: {
			arn: ref("Machine.arn"),
			roleArn: ref("ScheduleRole.arn"),
			input: JSON.stringify({ items: ["a", "long", "wrong", "exit", "forbidden"], at: "<aws.scheduler.scheduled-time>" }),
		},
	}),
	resource("aws:cloudwatch/eventBus:EventBus", "Bus", { name: "members" }),
	resource("aws:cloudwatch/eventBusPolicy:EventBusPolicy", "BusPolicy", {
		eventBusName: ref("Bus.name"),
		policy: document({
			Sid: "Members",
			Effect: "Allow",
			Principal: { AWS: "arn:aws:iam::222222222222:root" },
			Action: "events:PutEvents",
			Resource: ref("Bus.arn"),
		}),
	}),
	resource("aws:cloudwatch/eventRule:EventRule", "Forwarded", {
		name: "forwarded",
		eventBusName: ref("Bus.name"),
		eventPattern: JSON.stringify({
			source: [{ prefix: "aws." }],
			detail: { eventName: [{ "anything-but": "Describe" }], findings: { Kind: ["db"] }, errorCode: [{ exists: false }] },
		}),
	}),
	resource("aws:cloudwatch/eventTarget:EventTarget", "ForwardedTarget", {
		rule: ref("Forwarded.name"),
		eventBusName: ref("Bus.name"),
		arn: ref("Work.arn"),
	}),
	resource("aws:sns/topic:Topic", "Topic", { name: "findings" }),
	resource("aws:sns/topicSubscription:TopicSubscription", "Closedly", {
		topic: ref("Topic.arn"),
		protocol: "sqs",
		endpoint: ref("Closed.arn"),
	}),
	resource("aws:cloudwatch/metricAlarm:MetricAlarm", "Alarm", {}),
];

let emulator: Emulator;
let application: Application;
let graph: Graph & { folder: string };

beforeAll(async () => {
	const folder = temporaryDirectory();
	mkdirSync(join(folder, "all"));
	writeFileSync(join(folder, "all", "bundle.mjs"), bundle);
	const functions = (["Worker:work", "Plan:plan", "Item:item", "Url:url"] as const).map((each) => {
		const [name = "", handler] = each.split(":");
		return {
			name,
			source: `functions/${handler}.handler`,
			handler: `bundle.${handler}`,
			folder: "all",
			bytes: bundle.length,
			packages: {},
			files: [],
		};
	});
	graph = { app: "parapet", stage: "test", account, region, resources, functions, outputs: {}, folder };
	emulator = await startEmulator();
	application = await createApplication(graph, emulator);
});
afterAll(async () => {
	await application?.stop();
	await emulator?.stop();
});
beforeEach(async () => {
	await emulator.forgetDenied();
	application.host.forget();
});
afterEach(() => application.pollers.disturb({}));

const keys = async (prefix: string) =>
	((await application.clients.s3.send(new ListObjectsV2Command({ Bucket: "state-bucket", Prefix: prefix }))).Contents ?? []).map(
		({ Key = "" }) => Key,
	);
const body = async (key: string) =>
	(await (await application.clients.s3.send(new GetObjectCommand({ Bucket: "state-bucket", Key: key }))).Body?.transformToString()) ?? "";
const put = (key: string, text: string) =>
	application.clients.s3.send(new PutObjectCommand({ Bucket: "state-bucket", Key: key, Body: text }));
const enqueue = async (text: string) =>
	application.clients.sqs.send(new SendMessageCommand({ QueueUrl: application.property("Work", "url"), MessageBody: text }));
const seen = async (messageId: string | undefined) => (await keys(`seen/${messageId}/`)).map((key) => key.split("/").at(-1)).sort();

describe("messages", () => {
	it("reach the function, which knows its time and memory, and are gone when it has them", async () => {
		const { MessageId } = await enqueue("hello");
		await application.settled();
		expect(await seen(MessageId)).toEqual(["one", "three", "two"]);
		const { left, memory, records } = JSON.parse(application.host.logs("Worker").at(-1) ?? "{}") as Record<string, number | string>;
		expect({ memory, records }).toEqual({ memory: "256", records: 1 });
		expect(left).toBeGreaterThan(1000);
		expect(left).toBeLessThanOrEqual(5000);
	});

	it("that fail come again, end in the dead-letter queue, and hold up none beside them", async () => {
		const [bad, good] = [await enqueue("poison"), await enqueue("good")];
		await application.settled();
		expect(await seen(good.MessageId)).toEqual(["one", "three", "two"]);
		const QueueUrl = await urlOf(application.clients.sqs, application.property("WorkDlq", "arn"));
		const { Messages = [] } = await application.clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
		expect(Messages.map(({ MessageId }) => MessageId)).toEqual([bad.MessageId]);
		const attempts = application.host.invocations("Worker").filter(({ event }) => event.includes("poison"));
		expect(attempts.map(({ event }) => /"ApproximateReceiveCount":"(\d)"/.exec(event)?.[1])).toEqual(["1", "2"]);
	});

	it("come from a bucket that tells of new objects below a prefix", async () => {
		await put("outbox/1", "x");
		await put("inbox/1 2", "x");
		await application.settled();
		const records = application.host
			.invocations("Worker")
			.flatMap(({ event }) => (JSON.parse(event) as { Records: { body: string }[] }).Records);
		const objectsOf = records.flatMap(({ body: text }) => (JSON.parse(text) as { Records: { s3: { object: { key: string } } }[] }).Records);
		expect(objectsOf.map(({ s3 }) => s3.object.key)).toEqual(["inbox%2F1+2"]);
	});

	it("are handled again after a crash, whatever was done by then", async () => {
		for (const effects of [1, 2, 3]) {
			const crash = application.host.crashAfter("Worker", effects);
			const { MessageId } = await enqueue(`crash ${effects}`);
			await application.settled();
			expect(crash.happened()).toBe(true);
			expect(await seen(MessageId)).toEqual(["one", "three", "two"]);
			expect(
				application.host
					.invocations("Worker")
					.slice(-2)
					.map(({ outcome, calls }) => ["error" in outcome, calls.length]),
			).toEqual([
				[true, effects],
				[false, 3],
			]);
		}
		const crash = application.host.crashAfter("Worker", 4);
		await enqueue("no fourth effect");
		await application.settled();
		expect(crash.happened()).toBe(false);
	});

	it("can come twice", async () => {
		application.pollers.disturb({ twice: true });
		const { MessageId } = await enqueue("twice");
		await application.settled();
		const times = application.host.invocations("Worker").filter(({ event }) => event.includes(MessageId ?? "-"));
		expect(times).toHaveLength(2);
	});
});

describe("events", () => {
	const event = (detail: Record<string, unknown>) => ({
		source: "aws.rds",
		"detail-type": "AWS API Call via CloudTrail",
		account: "222222222222",
		region,
		time: "2026-11-24T12:00:00Z",
		id: "e-1",
		detail,
	});
	const received = () => application.host.invocations("Worker").map(({ event: text }) => JSON.parse(JSON.parse(text).Records[0].body));

	it("that the pattern matches arrive whole, with the account they come from", async () => {
		const matching = event({ eventName: "Modify", findings: [{ Kind: "other" }, { Kind: "db" }] });
		await emulator.event(matching, { region, bus: "members" });
		await emulator.event(event({ eventName: "Describe", findings: [{ Kind: "db" }] }), { region, bus: "members" });
		await emulator.event(event({ eventName: "Modify", findings: [{ Kind: "db" }], errorCode: "Denied" }), { region, bus: "members" });
		await emulator.event(event({ eventName: "Modify", findings: [] }), { region, bus: "members" });
		await application.settled();
		expect(received()).toEqual([matching]);
	});
});

describe("a state machine", () => {
	it("runs a distributed map with retries, choices and catches, and writes what became of each item", async () => {
		const execution = (await application.tick("nightly")) ?? "";
		const { status, output = "", input = "", error, cause } = await application.finished(execution);
		expect({ status, error, cause }).toEqual({ status: "SUCCEEDED" });
		expect((JSON.parse(input) as { at: string }).at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
		const manifest = JSON.parse(await body((JSON.parse(output) as { ResultWriterDetails: { Key: string } }).ResultWriterDetails.Key));
		const resultsOf = async (status: string) => JSON.parse(await body(manifest.ResultFiles[status][0].Key)) as Record<string, string>[];
		const done = (await resultsOf("SUCCEEDED")).map(({ Output = "" }) => JSON.parse(Output) as Record<string, unknown>);
		const run = execution.split(":").at(-1);
		expect(done.map(({ value }) => value).sort()).toEqual(["a", "exit", "long", "wrong"]);
		expect(done).toContainEqual({ run, value: "long", round: 3, status: "ready" });
		expect(done).toContainEqual({ run, value: "a", round: 1, status: "ready" });
		const failedOf = (name: string) => done.find(({ value }) => value === name)?.failed as { Error: string; Cause: string };
		expect(failedOf("wrong").Error).toBe("TypeError");
		expect(JSON.parse(failedOf("wrong").Cause)).toMatchObject({ errorType: "TypeError", errorMessage: "wrong on purpose" });
		expect(failedOf("exit").Error).toBe("Runtime.ExitError");
		expect(application.host.invocations("Item").filter(({ event }) => event.includes("exit"))).toHaveLength(2);
		const [refused] = await resultsOf("FAILED");
		expect(refused).toMatchObject({ Status: "FAILED", Error: "Refused" });
		expect(await emulator.denied()).toEqual([
			{
				principal: `arn:aws:iam::${account}:role/Item-role`,
				action: "s3:PutObject",
				resource: "arn:aws:s3:::state-bucket/elsewhere/x",
				why: "no policy allows it",
			},
		]);
	});

	it("hears of a function that takes too long as Lambda says it, and runs a second time", async () => {
		application.host.setTimeoutOf("Item", 700);
		const execution = await application.host.invoke("Item", { value: "slow" });
		expect(execution).toEqual({
			error: { errorType: "Sandbox.Timedout", errorMessage: expect.stringMatching(/Task timed out after 0\.70 seconds$/) },
		});
		application.host.setTimeoutOf("Item", undefined);
		const again = (await application.tick("nightly")) ?? "";
		expect((await application.finished(again)).status).toBe("SUCCEEDED");
	});
});

describe("what AWS would not do", () => {
	it("is not done: a topic does not send to a queue whose policy does not let it", async () => {
		const { PublishCommand } = await import("@aws-sdk/client-sns");
		await application.clients.sns.send(new PublishCommand({ TopicArn: application.property("Topic", "arn"), Message: "x" }));
		expect(await application.waiting(application.property("Closed", "arn"))).toBe(0);
		expect(await emulator.denied()).toMatchObject([{ principal: "sns.amazonaws.com", action: "sqs:SendMessage" }]);
	});

	it("is told by name: a type that the emulator does not know", async () => {
		const strange = resource("aws:dynamodb/table:Table", "Table", {});
		await expect(createApplication({ ...graph, resources: [strange] }, emulator)).rejects.toThrow(/aws:dynamodb\/table:Table/);
	});

	it("is refused: more invocations than a function reserves", async () => {
		const both = await Promise.all([application.host.invoke("Url", {}), application.host.invoke("Url", {})]);
		expect(both.filter((outcome) => "throttled" in outcome)).toHaveLength(1);
	});
});

it("a function URL makes the event of a request and the response of a result", async () => {
	const response = await fetch(`${application.property("UrlUrl", "functionUrl")}a/b?c=d`, {
		method: "POST",
		body: "x=1",
		headers: { "content-type": "application/x-www-form-urlencoded" },
	});
	expect(response.status).toBe(201);
	expect(response.headers.get("x-path")).toBe("/a/b");
	expect(await response.json()).toEqual({ body: Buffer.from("x=1").toString("base64"), method: "POST" });
});
