import type { FunctionName, Names, QueueName } from "./names.ts";
import type { Sender } from "./queue-policy.ts";

/** How a queue feeds its function. */
export const feeds: Readonly<Record<QueueName, { readonly to: FunctionName; readonly batch: number; readonly window: number }>> = {
	// Events of a burst come together.
	changes: { to: "assess-change", batch: 1000, window: 10 },
	// What is in the messages does not matter: they say that there is something to do.
	notify: { to: "notify", batch: 100, window: 1 },
	sync: { to: "sync-findings", batch: 10, window: 30 },
	// The pointer of a scope moves right after its wish is kept.
	repairs: { to: "remediate", batch: 10, window: 2 },
};

/** How often a message is tried. */
export const maxReceiveCount = 5;

/** Seconds. */
export const day = 86_400;

/** Which services send to which queue. */
export const sendersOf = (names: Names): Readonly<Record<QueueName | "undelivered", readonly Sender[]>> => {
	const rules = [names.arn("events", `rule/${names.prefix}-*`), names.arn("events", `rule/${names.bus}/${names.prefix}-*`)];
	const from = (bucket: string): Sender => ({ sid: "Bucket", service: "s3.amazonaws.com", sources: [names.bucketArn(bucket)] });
	const events: Sender = { sid: "Events", service: "events.amazonaws.com", sources: rules };
	return {
		changes: [events],
		notify: [from(names.buckets.state)],
		sync: [from(names.buckets.evidence)],
		repairs: [events, from(names.buckets.state)],
		undelivered: [events],
	};
};
