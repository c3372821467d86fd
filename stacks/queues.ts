import { stateLayout } from "../shared/runtime/app/layout.ts";
import { type Deployment, logical } from "./deployment.ts";
import { functionTable } from "./function-table.ts";
import type { FunctionName, QueueName } from "./names.ts";
import { day, feeds, maxReceiveCount, sendersOf } from "./queue-facts.ts";
import { queuePolicy, type Sender } from "./queue-policy.ts";

/** The queues of a deployment. */
export interface Queues {
	readonly of: Readonly<Partial<Record<QueueName, aws.sqs.Queue>>>;
	/** What schedules, rules and functions without anybody waiting could not hand over. */
	readonly undelivered: aws.sqs.Queue;
	/** Their policies: whoever sends must wait for them. */
	readonly ready: readonly $util.Resource[];
}

/** Queues, each with one for what fails again and again. */
export function queues(deployment: Deployment, key: aws.kms.Key): Queues {
	const { names, tags } = deployment;
	const ready: $util.Resource[] = [];
	const allowed = sendersOf(names);
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
				queues: [
					{ id: "inbox", queueArn: notify.arn, events: ["s3:ObjectCreated:*"], filterPrefix: `${stateLayout.alerts}inbox/` },
					...(of.repairs
						? [{ id: "repairs", queueArn: of.repairs.arn, events: ["s3:ObjectCreated:*"], filterPrefix: stateLayout.repairs }]
						: []),
				],
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
