import { Logger } from "@aws-lambda-powertools/logger";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { logMetrics } from "@aws-lambda-powertools/metrics/middleware";
import middy from "@middy/core";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import type * as z from "zod";
import { ConfigError } from "../../core/errors.ts";
import type { AppContext, BatchOutcome, Log, QueueMessage } from "./context.ts";
import { type AppEnvironment, readEnvironment } from "./environment.ts";
import { metrics as facts } from "./metrics.ts";

/** An event that is not what the function takes; nothing of it is repeated but the places of the mistakes. */
export class InvalidEvent extends Error {
	override readonly name = "InvalidEvent";
}

/** The one stack of middleware: structured logs with the invocation's id, metrics as logs, the environment read and checked once a container. */
function stack<Event, Result>(name: string, run: (event: Event, app: AppContext) => Promise<Result>) {
	const logger = new Logger({ serviceName: `parapet-${name}` });
	const metrics = new Metrics({ namespace: "Parapet", serviceName: "parapet" });
	let environment: AppEnvironment | undefined;
	const handle = async (event: Event, context: Context): Promise<Result> => {
		const log = logOf(logger);
		try {
			if (environment === undefined) {
				environment = readEnvironment();
				// Once a container: said again, it is warned of in every log.
				metrics.setDefaultDimensions({ stage: environment.stage, function: name });
			}
			return await run(event, {
				environment,
				requestId: context.awsRequestId,
				log,
				metric(metric, value, by) {
					metrics.addMetric(metric, facts[metric].unit, value);
					if (by === undefined) return;
					const single = metrics.singleMetric();
					single.addDimensions({ ...by });
					single.addMetric(metric, facts[metric].unit, value);
				},
				remaining: () => context.getRemainingTimeInMillis(),
				now: Date.now,
			});
		} catch (error) {
			log.error("The invocation failed.", described(error));
			throw error;
		}
	};
	return middy<Event, Result>(handle).use(injectLambdaContext(logger)).use(logMetrics(metrics));
}

/** A function that is called with an event of this shape, by Step Functions or by a schedule; the shape may be loaded with the first event. */
export const lambda = <Schema extends z.ZodType, Result>(
	name: string,
	schema: Schema | (() => Promise<Schema>),
	run: (event: z.infer<Schema>, app: AppContext) => Promise<Result>,
) => stack(name, async (event: unknown, app) => run(parsed(typeof schema === "function" ? await schema() : schema, event), app));

/** A function over raw events: the caller checks them. */
export const raw = <Event, Result>(name: string, run: (event: Event, app: AppContext) => Promise<Result>) => stack(name, run);

/**
 * A function that takes the messages of a queue; their bodies are JSON of this shape. One that is not fails alone and ends in the
 * dead-letter queue. Messages that `run` names as failed come again; when it throws, all of them do.
 */
export const queue = <Schema extends z.ZodType>(
	name: string,
	schema: Schema,
	run: (messages: readonly QueueMessage<z.infer<Schema>>[], app: AppContext) => Promise<BatchOutcome>,
) =>
	stack<SQSEvent, SQSBatchResponse>(name, async ({ Records }, app) => {
		const messages: QueueMessage<z.infer<Schema>>[] = [];
		const failed = new Set<string>();
		for (const { messageId: id, body, attributes } of Records) {
			try {
				messages.push({
					id,
					body: parsed(schema, JSON.parse(body)),
					attempt: Number(attributes.ApproximateReceiveCount),
					sentAt: Number(attributes.SentTimestamp),
				});
			} catch (error) {
				failed.add(id);
				// The parser's message would repeat the text.
				app.log.error("A message is not what this queue is for.", {
					messageId: id,
					...(error instanceof InvalidEvent ? { problem: error.message } : { problem: "It is not JSON." }),
				});
			}
		}
		if (messages.length > 0) for (const id of (await run(messages, app)).failed) failed.add(id);
		return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
	});

function parsed<Schema extends z.ZodType>(schema: Schema, event: unknown): z.infer<Schema> {
	const result = schema.safeParse(event);
	if (result.success) return result.data;
	const problems = result.error.issues.slice(0, 10).map(({ path, message }) => `${path.join(".") || "event"}: ${message}`);
	throw new InvalidEvent(`The event is not what the function takes: ${problems.join("; ")}`);
}

const logOf = (logger: Logger): Log => ({
	debug: (message, data = {}) => logger.debug(message, { data }),
	info: (message, data = {}) => logger.info(message, { data }),
	warn: (message, data = {}) => logger.warn(message, { data }),
	error: (message, data = {}) => logger.error(message, { data }),
});

/** An error for the log; the problems of a `ConfigError` are what says what to do. */
const described = (error: unknown): Record<string, unknown> =>
	error instanceof Error
		? {
				error: error.name,
				message: error.message,
				...(error instanceof ConfigError && error.problems.length > 0 ? { problems: error.problems } : {}),
				stack: error.stack,
			}
		: { error: "unknown" };
