import { type Deployment, logical } from "./deployment.ts";
import { functionTable } from "./function-table.ts";
import type { FunctionName, Names, QueueName } from "./names.ts";
import { queuePolicy, type Sender } from "./queue-policy.ts";

/** The queues of a deployment. */
export interface Queues {
	readonly of: Readonly<Partial<Record<QueueName, aws.sqs.Queue>>>;
	/** What schedules, rules and functions without anybody waiting could not hand over. */
	readonly undelivered: aws.sqs.Queue;
	/** Their policies: whoever sends must wait for them. */
	readonly ready: readonly $util.Resource[];
}

/** How a queue feeds its function. */
export const feeds: Readonly<Record<QueueName, { readonly to: FunctionName; readonly batch: number; readonly window: number }>> = {
	// Events of a burst come together.
	changes: { to: "assess-change", batch: 1000, window: 10 },
	// What is in the messages does not matter: they say that there is something to do.
	notify: { to: "notify", batch: 100, window: 1 },
	sync: { to: "sync-findings", batch: 10, window: 30 },
};

/** How often a message is tried. */
export const maxReceiveCount = 5;

const day = 86_400;

const senders = (names: Names): Readonly<Record<QueueName | "undelivered", readonly Sender[]>> => {
	const rules = [names.arn("events", `rule/${names.prefix}-*`), names.arn("events", `rule/${names.bus}/${names.prefix}-*`)];
	const from = (bucket: string): Sender => ({ sid: "Bucket", service: "s3.amazonaws.com", sources: [names.bucketArn(bucket)] });
	const events: Sender = { sid: "Events", service: "events.amazonaws.com", sources: rules };
	return { changes: [events], notify: [from(names.buckets.state)], sync: [from(names.buckets.evidence)], undelivered: [events] };
};

/** Queues, each with one for what fails again and again. */
export function queues(deployment: Deployment, key: aws.kms.Key): Queues {
	const { names, tags } = deployment;
	const ready: $util.Resource[] = [];
	const allowed = senders(names);
	const make = (id: string, name: string, from: readonly Sender[], args: aws.sqs.QueueArgs) => {
		const queue = new aws.sqs.Queue(id, { name, kmsMasterKeyId: key.arn, kmsDataKeyReusePeriodSeconds: 300, tags, ...args });
		ready.push(
			new aws.sqs.QueuePolicy(`${id}Policy`, {
				queueUrl: queue.url,
				policy: JSON.stringify(queuePolicy(names.arn("sqs", name), names.place.account, from)),
			}),
		);
		return queue;
	};
	const undelivered = make("Undelivered", names.undelivered, allowed.undelivered, {
		messageRetentionSeconds: 14 * day,
		redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
	});
	const of = Object.fromEntries(
		deployment.queues.map((name) => {
			const id = logical(name);
			const { to, window } = feeds[name];
			const dead = make(`${id}DeadLetters`, names.deadLetters(name), [], {
				messageRetentionSeconds: 14 * day,
				redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [names.arn("sqs", names.queue(name))] }),
			});
			const queue = make(`${id}Queue`, names.queue(name), allowed[name], {
				messageRetentionSeconds: 4 * day,
				// Six times the function's time and the wait for a batch, as Lambda asks for.
				visibilityTimeoutSeconds: 6 * functionTable[to].timeout + window,
				redrivePolicy: dead.arn.apply((deadLetterTargetArn) => JSON.stringify({ deadLetterTargetArn, maxReceiveCount })),
			});
			return [name, queue];
		}),
	) as Partial<Record<QueueName, aws.sqs.Queue>>;
	return { of, undelivered, ready };
}

/** The functions that queues feed, and the objects that lead to messages. */
export function feeding(
	{ queues: asked, tags }: Deployment,
	{ of, ready }: Queues,
	functions: Readonly<Partial<Record<FunctionName, { readonly made: sst.aws.Function; readonly policy: $util.Resource }>>>,
	{ evidence, state }: { readonly evidence: aws.s3.Bucket; readonly state: aws.s3.Bucket },
): void {
	for (const name of asked) {
		const { to, batch, window } = feeds[name];
		const [queue, target] = [of[name], functions[to]];
		if (!queue || !target) throw new Error(`The queue ${name} feeds nothing.`);
		const { reserved } = functionTable[to];
		new aws.lambda.EventSourceMapping(
			`${logical(name)}Feed`,
			{
				eventSourceArn: queue.arn,
				functionName: target.made.arn,
				batchSize: batch,
				maximumBatchingWindowInSeconds: window,
				functionResponseTypes: ["ReportBatchItemFailures"],
				scalingConfig: { maximumConcurrency: typeof reserved === "number" ? reserved : 2 },
				tags,
			},
			{ dependsOn: [target.policy] },
		);
	}
	const notify = of.notify;
	if (notify)
		new aws.s3.BucketNotification(
			"StateNotification",
			{
				bucket: state.bucket,
				queues: [{ id: "inbox", queueArn: notify.arn, events: ["s3:ObjectCreated:*"], filterPrefix: "alerts/v1/inbox/" }],
			},
			{ dependsOn: [...ready] },
		);
	if (of.sync)
		new aws.s3.BucketNotification(
			"EvidenceNotification",
			{
				bucket: evidence.bucket,
				queues: [
					{ id: "latest", queueArn: of.sync.arn, events: ["s3:ObjectCreated:*"], filterPrefix: "latest/v1/", filterSuffix: ".json" },
				],
			},
			{ dependsOn: [...ready] },
		);
}
