import { join } from "node:path";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { DescribeExecutionCommand, type DescribeExecutionOutput, ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Emulator } from "../aws/emulator.ts";
import type { Graph, GraphResource } from "../sst/graph.ts";
import { creators, withoutEffect } from "./creators.ts";
import { type LambdaHost, startHost } from "./host.ts";
import type { Clients, Making } from "./making.ts";
import { lengthOf, type Pollers, startPollers, urlOf } from "./queues.ts";
import { tick } from "./schedule.ts";
import { inOrder, substitute } from "./substitute.ts";

/** The recorded application, running. */
export interface Application {
	readonly account: string;
	readonly region: string;
	readonly clients: Clients;
	readonly host: LambdaHost;
	readonly pollers: Pollers;
	/** A property of a resource by its logical name. */
	property(name: string, property: string): string;
	/** Logical names of the resources of a type. */
	ofType(type: string): readonly string[];
	/** Physical name of the function of this source, `notify`. */
	functionOf(name: string): string;
	/** Names of the schedules. */
	readonly schedules: readonly string[];
	/** Lets the schedule be due whose name contains this. Tells the ARN of the execution that it starts. */
	tick(schedule: string): Promise<string | undefined>;
	/** An execution, once it is over. */
	finished(executionArn: string, seconds?: number): Promise<DescribeExecutionOutput>;
	/** Waits until no execution runs, no function either, and the queues with a function behind them are empty but for what is delayed. */
	settled(seconds?: number): Promise<void>;
	/** Lets time pass: the clock of functions goes on, and messages that were delayed are due. */
	pass(minutes: number): Promise<void>;
	/** Messages in a queue, by its ARN. */
	waiting(queueArn: string): Promise<number>;
	stop(): Promise<void>;
}

/** How fast the application's time goes: the factor on batch windows, retries and waits. */
export interface ApplicationOptions {
	readonly speed?: number;
	/** Processes of a function at most. */
	readonly processes?: number;
	/** Are the policies of the graph in force? Default: true. */
	readonly enforce?: boolean;
}

function clientsOf({ url, env }: Emulator, region: string): Clients {
	const credentials = { accessKeyId: env.AWS_ACCESS_KEY_ID ?? "", secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "" };
	const options = { endpoint: url, region, credentials };
	return {
		s3: new S3Client({ ...options, forcePathStyle: true }),
		sqs: new SQSClient(options),
		sns: new SNSClient(options),
		kms: new KMSClient(options),
		iam: new IAMClient(options),
		ssm: new SSMClient(options),
		events: new EventBridgeClient(options),
		sfn: new SFNClient(options),
		scheduler: new SchedulerClient(options),
	};
}

/** The bundle of a Lambda function: that of the component which it belongs to. */
function bundleOf({ functions, folder, resources }: Graph & { readonly folder: string }, resource: GraphResource) {
	const owner = resources.find(({ urn }) => urn === resource.parent)?.name;
	const bundle = functions.find(({ name }) => name === owner);
	if (!bundle) throw new Error(`the graph has no bundle for ${resource.name} (${owner})`);
	const [stem = "", handler = ""] = bundle.handler.split(".");
	return { file: join(folder, bundle.folder, `${stem}.mjs`), handler, source: bundle.source.replace(/\.[^.]+$/, "") };
}

/** Makes the resources of the graph, and tells what is known of each. */
async function make(making: Making): Promise<Map<string, Record<string, unknown>>> {
	const known = new Map<string, Record<string, unknown>>();
	const ordered = inOrder(making.graph.resources);
	const strange = new Set(ordered.map(({ type }) => type).filter((type) => !creators[type] && !withoutEffect[type]));
	if (strange.size > 0) throw new Error(`the emulator cannot make ${[...strange].join(", ")}: test/support/application/creators.ts`);
	for (const resource of ordered) {
		const creator = creators[resource.type] ?? nothing;
		try {
			const inputs = substitute(resource.inputs, known) as Record<string, unknown>;
			// What a program leaves to the provider, the provider chooses.
			if (inputs.name === undefined) inputs.name = resource.name;
			known.set(resource.name, { ...inputs, ...(await creator(making, inputs, resource)) });
		} catch (cause) {
			throw new Error(`${resource.type} ${resource.name} cannot be made: ${cause instanceof Error ? cause.message : cause}`, { cause });
		}
	}
	return known;
}

const nothing = async (_: Making, __: unknown, { name }: GraphResource) => ({
	id: name,
	arn: `arn:none:${name}`,
	base64: "MDEyMzQ1Njc4OWFiY2RlZg==",
});

/** Creates the resources of a recorded graph in the emulator, in the order in which they need each other, and runs its functions. */
export async function createApplication(
	graph: Graph & { readonly folder: string },
	emulator: Emulator,
	{ speed = 0.01, processes = 2, enforce = true }: ApplicationOptions = {},
): Promise<Application> {
	const { account, region } = graph;
	const clients = clientsOf(emulator, region);
	const host = await startHost({
		emulator,
		region,
		processes,
		speed,
		deadLetter: async (arn, event) => {
			await clients.sqs.send(new SendMessageCommand({ QueueUrl: await urlOf(clients.sqs, arn), MessageBody: event }));
		},
	});
	await emulator.application({ host: host.url, speed, enforce });
	const making: Making = {
		graph,
		account,
		region,
		clients,
		host,
		mappings: [],
		visibility: new Map(),
		bundleOf: (resource) => bundleOf(graph, resource),
		bySource: new Map(),
		schedules: [],
	};
	const known = await make(making).catch(async (error: unknown) => {
		await host.stop();
		throw error;
	});
	const pollers = await startPollers(clients.sqs, host, making.mappings, { speed });
	const watched = await Promise.all(making.mappings.map(({ queueArn }) => urlOf(clients.sqs, queueArn)));
	const machines = graph.resources
		.filter(({ type }) => type === "aws:sfn/stateMachine:StateMachine")
		.map(({ name }) => String(known.get(name)?.arn));

	async function quiet(): Promise<boolean> {
		if (host.running() > 0 || pollers.running() > 0) return false;
		for (const stateMachineArn of machines) {
			const running = new ListExecutionsCommand({ stateMachineArn, statusFilter: "RUNNING" });
			if (((await clients.sfn.send(running)).executions ?? []).length > 0) return false;
		}
		for (const url of watched) if ((await lengthOf(clients.sqs, url)) > 0) return false;
		return host.running() === 0 && pollers.running() === 0;
	}

	async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
		const end = Date.now() + seconds * 1000;
		while (!(await holds())) {
			if (Date.now() > end)
				throw new Error(`${what} took longer than ${seconds} s; the last lines of functions: ${host.logs().slice(-5).join("\n")}`);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	return {
		account,
		region,
		clients,
		host,
		pollers,
		property: (name, property) => {
			const value = known.get(name)?.[property];
			if (value === undefined) throw new Error(`the graph has no ${name} with ${property}`);
			return String(value);
		},
		ofType: (type) => graph.resources.filter((resource) => resource.type === type).map(({ name }) => name),
		functionOf: (name) => {
			const found = making.bySource.get(`functions/${name}`) ?? making.bySource.get(name);
			if (!found) throw new Error(`the graph has no function ${name}; it has ${[...making.bySource.keys()].join(", ")}`);
			return found;
		},
		schedules: making.schedules,
		tick: async (schedule) => {
			const found = making.schedules.filter((name) => name.toLowerCase().includes(schedule.toLowerCase()));
			if (found.length !== 1) throw new Error(`${found.length} schedules are called ${schedule}: ${making.schedules.join(", ")}`);
			return tick(found[0] as string, clients, host, emulator, region);
		},
		finished: async (executionArn, seconds = 60) => {
			let described: DescribeExecutionOutput | undefined;
			await until(`the execution ${executionArn}`, seconds, async () => {
				described = await clients.sfn.send(new DescribeExecutionCommand({ executionArn }));
				return described.status !== "RUNNING";
			});
			return described as DescribeExecutionOutput;
		},
		settled: async (seconds = 60) => {
			// Something may be on its way between two places: it must be quiet twice.
			await until("coming to rest", seconds, async () => {
				if (!(await quiet())) return false;
				await new Promise((resolve) => setTimeout(resolve, 100));
				return quiet();
			});
		},
		pass: async (minutes) => {
			host.advance(minutes * 60_000);
			await emulator.hasten();
		},
		waiting: async (arn) => lengthOf(clients.sqs, await urlOf(clients.sqs, arn)),
		stop: async () => {
			const stopping = pollers.stop();
			await host.stop();
			await stopping;
			for (const client of Object.values(clients)) client.destroy();
		},
	};
}
