import * as z from "zod";
import { EventSubscription } from "./rds.ts";
import { base, observed } from "./schema.ts";

/** A metric filter on a log group with the alarms on its metric. */
export const MetricFilter = z.strictObject({
	name: z.string(),
	logGroup: z.string(),
	pattern: z.string(),
	alarms: observed(z.array(z.strictObject({ name: z.string(), hasActions: z.boolean() }))),
});
export type MetricFilter = z.infer<typeof MetricFilter>;

/** A CloudTrail trail that covers the region, and where it logs to. */
export const Trail = z.strictObject({
	name: z.string(),
	arn: z.string(),
	multiRegion: z.boolean(),
	logging: observed(z.boolean()),
	logGroup: z.string().optional(),
	managementEvents: z.boolean().optional(),
});
export type Trail = z.infer<typeof Trail>;

/** What a scope has as a whole: settings and services that stand for the region rather than for one resource. Name: the region. */
export const Region = z.strictObject({
	kind: z.literal("aws.Region"),
	...base,
	/** How many instances and clusters there are; unread when they could not be listed. */
	databases: observed(z.strictObject({ instances: z.int(), clusters: z.int() })),
	eksClusters: observed(z.int()),
	eventSubscriptions: observed(
		z.array(
			EventSubscription.pick({ arn: true, name: true, sourceType: true, categories: true, sourceIds: true, enabled: true, status: true }),
		),
	),
	trails: observed(z.array(Trail)),
	/** Metric filters of the log groups that trails write to. */
	metricFilters: observed(z.array(MetricFilter)),
	backupPlans: observed(z.int()),
	backupVaults: observed(z.int()),
	backupReportPlans: observed(z.int()),
	/** Enabled GuardDuty features by name (RDS_LOGIN_EVENTS, EKS_AUDIT_LOGS, EKS_RUNTIME_MONITORING, RUNTIME_MONITORING); null without a detector. */
	guardDuty: observed(
		z
			.strictObject({ enabled: z.boolean(), features: z.record(z.string(), z.boolean()), runtimeEksAddon: z.boolean().optional() })
			.nullable(),
	),
});
export type Region = z.infer<typeof Region>;
