import { execFileSync } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FunctionBundle, type Graph, type GraphResource, infraGraph, resolved } from "../support/sst/graph.ts";

const program = join(import.meta.dirname, "../fixtures/sst/program.ts");
const folders: string[] = [];

async function folder(): Promise<string> {
	const made = await mkdtemp(join(tmpdir(), "parapet-infra-"));
	folders.push(made);
	return made;
}

afterAll(async () => {
	await Promise.all(folders.map((path) => rm(path, { recursive: true, force: true })));
});

describe("A program of SST, run offline", () => {
	let graph: Graph & { readonly folder: string };
	const one = (type: string, name?: string): GraphResource => {
		const found = graph.resources.filter((resource) => resource.type === type && (name === undefined || resource.name === name));
		expect(found, `${type} ${name ?? ""}`).toHaveLength(1);
		return found[0] as GraphResource;
	};
	const bundleOf = (source: string): FunctionBundle => {
		const found = graph.functions.find((bundle) => bundle.source === source);
		if (!found) throw new Error(`no bundle of ${source}`);
		return found;
	};

	beforeAll(async () => {
		graph = await infraGraph({ stage: "proof", program, folder: await folder() });
	});

	it("tells every resource with what is asked for", () => {
		expect(one("aws:kms/key:Key").inputs).toEqual({ enableKeyRotation: true });
		expect(one("aws:s3/bucketVersioning:BucketVersioning").inputs).toMatchObject({ versioningConfiguration: { status: "Enabled" } });
		expect(one("aws:sqs/queue:Queue", "EventsQueue").inputs).toMatchObject({
			kmsMasterKeyId: "{{Key.arn}}",
			redrivePolicy: JSON.stringify({ deadLetterTargetArn: "{{FailedQueue.arn}}", maxReceiveCount: 5 }),
		});
		expect(one("aws:lambda/eventSourceMapping:EventSourceMapping").inputs).toMatchObject({
			eventSourceArn: "{{EventsQueue.arn}}",
			functionResponseTypes: ["ReportBatchItemFailures"],
		});
		expect(one("aws:scheduler/schedule:Schedule").inputs).toMatchObject({ scheduleExpression: "rate(1 hour)" });
		expect(JSON.parse(String(one("aws:sfn/stateMachine:StateMachine").inputs.definition))).toMatchObject({
			States: { Tick: { Resource: "{{TickHandlerFunction.arn}}" } },
		});
	});

	it("renders policies as IAM takes them", () => {
		const take = one("aws:iam/role:Role", `${bundleOf("test/fixtures/sst/handler.take").name}Role`);
		const [inline] = take.inputs.inlinePolicies as { policy: string }[];
		expect(JSON.parse(inline?.policy ?? "")).toEqual({
			Version: "2012-10-17",
			Statement: [
				{
					Effect: "Allow",
					Action: ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
					Resource: ["{{EventsQueue.arn}}"],
				},
				{ Effect: "Allow", Action: ["s3:PutObject"], Resource: ["{{StoreBucket.arn}}/*"] },
			],
		});
	});

	it("says what depends on what, and who the parent is", () => {
		const queue = one("aws:sqs/queue:Queue", "EventsQueue");
		expect(queue.dependencies).toEqual([one("aws:kms/key:Key").urn, one("aws:sqs/queue:Queue", "FailedQueue").urn].sort());
		expect(queue.parent).toBe(one("sst:aws:Queue", "Events").urn);
		expect(one("sst:aws:Queue", "Events").urn).toBe("urn:pulumi:proof::parapet::sst:aws:Queue::Events");
	});

	it("marks secrets and shows none", () => {
		expect(one("aws:ssm/parameter:Parameter").inputs).toEqual({ type: "SecureString", value: "[secret]" });
		expect(graph.outputs).toEqual({
			machine: "{{Map.arn}}",
			store: expect.stringMatching(/^parapet-proof-storebucket-/),
			token: "[secret]",
		});
		expect(JSON.stringify(graph)).not.toContain('"abc"');
	});

	it("gives the environment of a function, with what only the provider knows as placeholders", () => {
		const { environment } = one("aws:lambda/function:Function", `${bundleOf("test/fixtures/sst/handler.take").name}Function`).inputs;
		expect(environment).toEqual({
			variables: {
				STORE: graph.outputs.store,
				SST_RESOURCE_App: JSON.stringify({ name: "parapet", stage: "proof" }),
				SST_KEY: "{{LambdaEncryptionKey.base64}}",
				SST_KEY_FILE: "resource.enc",
			},
		});
	});

	it("bundles the functions as they would be deployed", async () => {
		for (const { folder: below, handler, bytes } of graph.functions) {
			const [file, exported] = handler.split(".");
			const path = join(graph.folder, below, `${file}.mjs`);
			expect((await stat(path)).size).toBe(bytes);
			const loaded = (await import(pathToFileURL(path).href)) as Record<string, (event: unknown) => Promise<unknown>>;
			expect(loaded[exported ?? ""]).toBeTypeOf("function");
		}
		expect(graph.functions.map(({ source }) => source).sort()).toEqual([
			"test/fixtures/sst/handler.take",
			"test/fixtures/sst/handler.tick",
		]);
		expect(bundleOf("test/fixtures/sst/handler.take").packages).toEqual({ ".": expect.any(Number) });
	});

	it("has placeholders that can be resolved once the resources exist", () => {
		const mapping = one("aws:lambda/eventSourceMapping:EventSourceMapping").inputs;
		const known = (name: string, property: string) => (name === "EventsQueue" ? `${property}-of-${name}` : undefined);
		expect(resolved(mapping.eventSourceArn ?? null, known)).toBe("arn-of-EventsQueue");
		expect(resolved({ other: ["{{FailedQueue.arn}}", "{{EventsQueue.arn}}/*"] }, known)).toEqual({
			other: ["{{FailedQueue.arn}}", "arn-of-EventsQueue/*"],
		});
	});

	it("is the same in every run, wherever the bundles go", async () => {
		const again = await infraGraph({ stage: "proof", program, folder: await folder() });
		expect({ ...again, folder: "" }).toEqual({ ...graph, folder: "" });
	});

	it("fails with what the program said, and says which function has no source", async () => {
		const broken = join(await folder(), "program.ts");
		await writeFile(broken, 'export async function run() { new sst.aws.Function("Lost", { handler: "functions/nowhere.handler" }); }\n');
		await expect(infraGraph({ stage: "proof", program: broken })).rejects.toThrow("handler not found: functions/nowhere.handler");
	});
});

describe("infra:graph", () => {
	it("prints JSON and nothing else", () => {
		const printed = execFileSync(process.execPath, ["scripts/infra-graph.ts", "--stage", "proof"], { encoding: "utf8" });
		const graph = JSON.parse(printed) as Graph;
		expect(graph.stage).toBe("proof");
		expect(graph.resources.every(({ type, name, inputs }) => type && name && inputs)).toBe(true);
		expect(graph.resources.some(({ type }) => type === "aws:s3/bucket:Bucket")).toBe(true);
	});
});
