import * as z from "zod";

/** Name of an execution of the state machine: the id of a run. */
const Run = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/, "must be the name of an execution");
const Time = z.iso.datetime({ offset: true });
const Account = z.string().regex(/^(?:\d{12}|-)$/, "must be a 12-digit account id, or - outside AWS");

/** A scope as it travels between functions. */
export const ScopeMessage = z.strictObject({
	partition: z.string().min(1),
	account: Account,
	/** `global` for what is listed once an account. */
	region: z.string().min(1),
	cluster: z.string().min(1).optional(),
});

/** What set a run off. */
export const Trigger = z.enum(["schedule", "manual", "check", "change"]);
export type Trigger = z.infer<typeof Trigger>;

/** Input of plan-scan. */
export const PlanRequest = z.strictObject({
	run: Run,
	startedAt: Time,
	trigger: Trigger.default("schedule"),
	/** Only these accounts and regions of what is configured. */
	accounts: z.array(Account).min(1).optional(),
	regions: z.array(z.string().min(1)).min(1).optional(),
});
export type PlanRequest = z.infer<typeof PlanRequest>;

/** An element of plan.json. */
export const ScanItem = z.strictObject({
	scope: ScopeMessage,
	/** The regions of the account that are scanned; what belongs to no region is asked in the first. A scope outside of them is read for its databases and clusters alone. */
	regions: z.array(z.string().min(1)),
	/** Keys of the databases (`AppDatabase.key`) that are read with the scope. */
	databases: z.array(z.string().min(1)).min(1).optional(),
	/** ARNs of the EKS clusters that are read with the scope. */
	clusters: z.array(z.string().min(1)).min(1).optional(),
});
export type ScanItem = z.infer<typeof ScanItem>;

/** Output of plan-scan: where the Distributed Map finds the items. */
export const Plan = z.strictObject({ run: Run, startedAt: Time, trigger: Trigger, bucket: z.string(), key: z.string(), scopes: z.int() });
export type Plan = z.infer<typeof Plan>;

/** Input of scan-scope and scan-inside: an item, and how far earlier invocations came. */
export const ScanRequest = z.strictObject({
	run: Run,
	startedAt: Time,
	trigger: Trigger,
	item: ScanItem,
	/** Keys of the parts that are read, in the state bucket. */
	parts: z.array(z.string()).default([]),
	/** How many invocations in a row found nothing to read and handed the scope on. */
	handed: z.int().min(0).default(0),
});
export type ScanRequest = z.infer<typeof ScanRequest>;

/** What is next for a scope: `scope` is read by scan-scope, `inside` by scan-inside; `ready` is published. */
const ScanStatus = z.enum(["scope", "inside", "ready"]);

/** Output of scan-scope and scan-inside: the request again with more parts, and what is next. It is the input of each of them, and of publish-snapshot as it is. */
export const ScanProgress = ScanRequest.extend({ parts: z.array(z.string()), status: ScanStatus });
export type ScanProgress = z.infer<typeof ScanProgress>;

/** Input of publish-snapshot. */
export const PublishRequest = ScanRequest.extend({
	status: ScanStatus.optional(),
	/** Why the scope could not be read to its end, as Step Functions says it: `{Error, Cause}`. */
	failed: z.looseObject({ Error: z.string(), Cause: z.string().optional() }).optional(),
});
export type PublishRequest = z.infer<typeof PublishRequest>;

/** What was published of one scope, small: thousands of them are in the results of a run. */
const ScopeOutcome = z.strictObject({
	scope: ScopeMessage,
	snapshotId: z.string(),
	sha256: z.string(),
	outcome: z.enum(["latest", "behind", "again"]),
	complete: z.boolean(),
	failed: z.boolean(),
	/** Why it failed. */
	reason: z.string().optional(),
	resources: z.int(),
	/** Of them those that were judged, by kind. */
	kinds: z.record(z.string(), z.int()).optional(),
	failing: z.record(z.string(), z.int()),
	changes: z.record(z.string(), z.int()),
});
export type ScopeOutcome = z.infer<typeof ScopeOutcome>;

/** Output of publish-snapshot: the scope of the item; the clusters that were read with it, which have snapshots of their own, stand beside. */
export const PublishedScope = ScopeOutcome.extend({ clusters: z.array(ScopeOutcome).optional() });
export type PublishedScope = z.infer<typeof PublishedScope>;

/** Input of finish-run: the plan, and the Distributed Map's own result. */
export const FinishRequest = z.strictObject({
	plan: Plan,
	/** `ResultWriterDetails` and counts of the map run; its shape is AWS's. */
	map: z.looseObject({
		MapRunArn: z.string().optional(),
		ResultWriterDetails: z.looseObject({ Bucket: z.string(), Key: z.string() }).optional(),
	}),
});
export type FinishRequest = z.infer<typeof FinishRequest>;

/** A synthetic event of `parapet deploy check`; its source is `parapet.check`. */
export const CheckEvent = z.strictObject({
	id: z.string().regex(/^[a-z0-9-]{8,64}$/),
	at: Time,
	/** Targets of alerts to reach; absent: all. */
	targets: z.array(z.string()).optional(),
});
export type CheckEvent = z.infer<typeof CheckEvent>;
