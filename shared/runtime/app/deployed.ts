import * as z from "zod";

/** Where a deployment says what it is: a parameter of Systems Manager, JSON of the shape `Deployed`. */
export const deploymentParameter = (stage: string): string => `/parapet/${stage}/deployment`;

/** What was deployed. */
export const Deployed = z.object({
	/** Of Parapet. */
	version: z.string(),
	stage: z.string(),
	partition: z.string(),
	account: z.string(),
	region: z.string(),
	/** Key of the configuration in the state bucket. */
	config: z.string(),
	/** ARN of the key. */
	key: z.string(),
	buckets: z.object({ evidence: z.string(), state: z.string() }),
	topics: z.object({ findings: z.string(), system: z.string() }),
	/** URLs; `sync` is there with Security Hub or Security Lake. */
	queues: z.record(z.string(), z.object({ url: z.string(), deadLetters: z.string() })),
	/** URL of the queue with what schedules and rules could not hand over. */
	undelivered: z.string(),
	/** Name of the bus that takes events of other accounts and regions. */
	bus: z.string(),
	/** ARN of the state machine that scans. */
	machine: z.string(),
	/** By the names of their files. */
	functions: z.record(z.string(), z.string()),
	schedules: z.object({ group: z.string(), names: z.array(z.string()) }),
	/** What alarms are called begins with it. */
	alarmPrefix: z.string(),
	dashboard: z.string(),
	/** Re-scans what changes. */
	events: z.boolean(),
	/** The address for Slack's interactivity. */
	slackActions: z.string().optional(),
});
export type Deployed = z.infer<typeof Deployed>;
