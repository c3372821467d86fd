import {
	ChangeMessageVisibilityCommand,
	DeleteMessageCommand,
	GetQueueAttributesCommand,
	GetQueueUrlCommand,
	type Message,
	ReceiveMessageCommand,
	type SQSClient,
} from "@aws-sdk/client-sqs";
import type { LambdaHost } from "./host.ts";

/** An event source mapping of a queue as the graph has it. */
export interface QueueMapping {
	readonly queueArn: string;
	readonly functionName: string;
	readonly batchSize: number;
	readonly windowSeconds: number;
	readonly partialResponses: boolean;
	readonly maximumConcurrency?: number;
}

/** The pollers that Lambda runs for event source mappings. */
export interface Pollers {
	/** Receives messages again after `stop`. */
	start(): void;
	/** Lets what runs come to its end, and receives nothing more. */
	stop(): Promise<void>;
	/** Hands batches over in an order of their own, each twice, as at-least-once delivery may. */
	disturb(how: { readonly twice?: boolean; readonly shuffle?: boolean }): void;
	/** Batches that are received and not yet done with. */
	running(): number;
}

export async function urlOf(sqs: SQSClient, arn: string): Promise<string> {
	const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName: arn.split(":")[5] ?? "" }));
	return QueueUrl;
}

/** Messages that are in a queue and not delayed, visible or not. */
export async function lengthOf(sqs: SQSClient, url: string): Promise<number> {
	const AttributeNames = ["ApproximateNumberOfMessages" as const, "ApproximateNumberOfMessagesNotVisible" as const];
	const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames }));
	return Object.values(Attributes).reduce((sum, value) => sum + Number(value), 0);
}

/** A message as a function sees it. */
const recordOf = (message: Message, mapping: QueueMapping) => ({
	messageId: message.MessageId,
	receiptHandle: message.ReceiptHandle,
	body: message.Body,
	attributes: message.Attributes,
	messageAttributes: Object.fromEntries(
		Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => [
			name,
			{ stringValue: StringValue, stringListValues: [], binaryListValues: [], dataType: DataType },
		]),
	),
	md5OfBody: message.MD5OfBody,
	eventSource: "aws:sqs",
	eventSourceARN: mapping.queueArn,
	awsRegion: mapping.queueArn.split(":")[3],
});

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Polls the queues of these mappings. `speed` is the factor on batch windows and on the time after which a failed message comes again. */
export async function startPollers(
	sqs: SQSClient,
	host: LambdaHost,
	mappings: readonly QueueMapping[],
	{ speed, retryMs = 200 }: { readonly speed: number; readonly retryMs?: number },
): Promise<Pollers> {
	const queues = await Promise.all(mappings.map(async (mapping) => ({ mapping, url: await urlOf(sqs, mapping.queueArn) })));
	let stopped = false;
	let disturbed: { readonly twice?: boolean; readonly shuffle?: boolean } = {};
	let running = 0;
	const batches = new Set<Promise<void>>();

	/** Makes messages visible again, sooner than the queue's visibility timeout would. */
	const release = async (url: string, messages: readonly Message[]) => {
		await pause(retryMs);
		for (const { ReceiptHandle } of messages)
			await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 0 })).catch(() => undefined);
	};

	async function handle(mapping: QueueMapping, url: string, received: readonly Message[]): Promise<void> {
		const messages = disturbed.shuffle ? [...received].reverse() : received;
		const event = { Records: messages.map((message) => recordOf(message, mapping)) };
		let outcome = await host.invoke(mapping.functionName, event);
		if (disturbed.twice && "payload" in outcome) outcome = await host.invoke(mapping.functionName, event);
		let failed = new Set<string | undefined>();
		if (!("payload" in outcome)) failed = new Set(messages.map(({ MessageId }) => MessageId));
		else if (mapping.partialResponses) failed = failuresOf(outcome.payload, messages);
		for (const { MessageId, ReceiptHandle } of messages)
			if (!failed.has(MessageId)) await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
		const again = messages.filter(({ MessageId }) => failed.has(MessageId));
		if (again.length > 0) await release(url, again);
	}

	async function receive(url: string, count: number, wait: number): Promise<Message[]> {
		const { Messages = [] } = await sqs.send(
			new ReceiveMessageCommand({
				QueueUrl: url,
				MaxNumberOfMessages: Math.min(10, count),
				WaitTimeSeconds: wait,
				MessageSystemAttributeNames: ["All"],
				MessageAttributeNames: ["All"],
			}),
		);
		return Messages;
	}

	async function poll(mapping: QueueMapping, url: string): Promise<void> {
		let mine = 0;
		const most = Math.min(mapping.maximumConcurrency ?? 5, 5);
		while (!stopped) {
			if (mine >= most) {
				await pause(20);
				continue;
			}
			let batch: Message[] = [];
			try {
				batch = await receive(url, mapping.batchSize, 1);
				if (batch.length > 0 && mapping.windowSeconds > 0) {
					await pause(mapping.windowSeconds * 1000 * speed);
					while (batch.length < mapping.batchSize) {
						const more = await receive(url, mapping.batchSize - batch.length, 0);
						if (more.length === 0) break;
						batch.push(...more);
					}
				}
			} catch (error) {
				if (!stopped) console.error(`poller of ${mapping.queueArn}: ${error}`);
				await pause(200);
			}
			if (batch.length === 0) continue;
			mine++;
			running++;
			const work = handle(mapping, url, batch)
				.catch((error: unknown) => console.error(`poller of ${mapping.queueArn}: ${error}`))
				.finally(() => {
					mine--;
					running--;
					batches.delete(work);
				});
			batches.add(work);
		}
	}

	let loops: Promise<void>[] = [];
	const start = () => {
		stopped = false;
		loops = queues.map(({ mapping, url }) => poll(mapping, url));
	};
	start();
	return {
		start,
		stop: async () => {
			stopped = true;
			await Promise.all(loops);
			await Promise.all(batches);
		},
		disturb: (how) => {
			disturbed = how;
		},
		running: () => running,
	};
}

/** The messages that a function says it failed; an answer that Lambda does not understand fails all. */
function failuresOf(payload: string, messages: readonly Message[]): Set<string | undefined> {
	const all = new Set(messages.map(({ MessageId }) => MessageId));
	const answer = JSON.parse(payload) as { batchItemFailures?: unknown } | null;
	if (answer === null || answer.batchItemFailures === undefined || answer.batchItemFailures === null) return new Set();
	if (!Array.isArray(answer.batchItemFailures)) return all;
	const ids = answer.batchItemFailures.map((entry: { itemIdentifier?: unknown }) => entry?.itemIdentifier);
	return ids.every((id): id is string => typeof id === "string" && all.has(id)) ? new Set(ids) : all;
}
