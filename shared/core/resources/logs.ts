import * as z from "zod";
import { base, observed, PolicyDocument } from "./schema.ts";

/** CloudWatch Logs group. */
export const LogGroup = z.strictObject({
	kind: z.literal("logs.LogGroup"),
	...base,
	/** Absent means that events never expire. */
	retentionDays: z.int().optional(),
	kmsKeyId: z.string().optional(),
	storedBytes: z.number().optional(),
	/** STANDARD, INFREQUENT_ACCESS, DELIVERY. */
	logClass: z.string().optional(),
	/** ARN of the RDS or EKS resource that writes to it, by its name (/aws/rds/…, /aws/eks/…). */
	source: z.string().optional(),
	/** The account's resource policies for Logs (shared by all groups). */
	resourcePolicies: observed(z.array(z.strictObject({ name: z.string(), document: PolicyDocument }))),
	/**
	 * Kinds of secrets found in a sample of recent events; only counts, never text. Present only when the scan was told to look
	 * (`inspectLogEvents`), because it reads log data.
	 */
	secretsFound: observed(z.strictObject({ eventsRead: z.int(), kinds: z.record(z.string(), z.int()) })).optional(),
});
export type LogGroup = z.infer<typeof LogGroup>;

/** CloudWatch alarm (metric or composite). */
export const Alarm = z.strictObject({
	kind: z.literal("cloudwatch.Alarm"),
	...base,
	actionsEnabled: z.boolean().optional(),
	alarmActions: z.array(z.string()),
	state: z.string().optional(),
	metricName: z.string().optional(),
	namespace: z.string().optional(),
});
export type Alarm = z.infer<typeof Alarm>;
