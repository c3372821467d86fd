import { repairRoleName } from "../shared/remediations/rights.ts";

/** Where a deployment is. */
export interface Place {
	readonly partition: string;
	readonly account: string;
	readonly region: string;
	/** SST's stage, `prod` say. */
	readonly stage: string;
}

/** The functions of the application: files of `functions/`. */
export const functionNames = [
	"plan-scan",
	"scan-scope",
	"scan-inside",
	"publish-snapshot",
	"finish-run",
	"notify",
	"assess-change",
	"sync-findings",
	"slack-actions",
	"check-health",
	"rotate-secret",
	"remediate",
] as const;
export type FunctionName = (typeof functionNames)[number];

/** What waits for a function. */
export const queueNames = ["changes", "notify", "sync", "repairs"] as const;
export type QueueName = (typeof queueNames)[number];

/** Names and ARNs that are known before anything is made, so that policies can name what does not exist yet. */
export interface Names {
	readonly place: Place;
	/** `parapet-<stage>`: every name begins with it. */
	readonly prefix: string;
	readonly buckets: { readonly evidence: string; readonly state: string; readonly access: string };
	readonly machine: string;
	readonly bus: string;
	readonly dashboard: string;
	/** The parameter that tells `parapet deploy check` what was deployed. */
	readonly parameter: string;
	readonly scheduleGroup: string;
	readonly undelivered: string;
	readonly function: (name: FunctionName) => string;
	readonly role: (name: string) => string;
	readonly queue: (name: QueueName) => string;
	readonly deadLetters: (name: QueueName) => string;
	readonly topic: (name: "findings" | "system") => string;
	/** An ARN of this account and region. */
	readonly arn: (service: string, resource: string) => string;
	readonly bucketArn: (bucket: string) => string;
	readonly roleArn: (name: string) => string;
	/** The role that a family of repairs changes things with, in every account. */
	readonly repairRole: (family: string) => string;
}

/** The longest name, that of a bucket, has 63 characters. */
const stagePattern = /^[a-z][a-z0-9-]{0,15}$/;

/** Names of a deployment; throws when the stage cannot be part of them. */
export function namesOf(place: Place): Names {
	const { partition, account, region, stage } = place;
	if (!stagePattern.test(stage))
		throw new Error(
			`The stage "${stage}" cannot be part of the names of buckets: use at most 16 lower-case letters, digits and hyphens, as in --stage prod.`,
		);
	const prefix = `parapet-${stage}`;
	const bucket = (name: string) => `${prefix}-${name}-${account}-${region}`;
	const arn = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${account}:${resource}`;
	return {
		place,
		prefix,
		buckets: { evidence: bucket("evidence"), state: bucket("state"), access: bucket("access") },
		machine: `${prefix}-scan`,
		bus: prefix,
		dashboard: prefix,
		parameter: `/parapet/${stage}/deployment`,
		scheduleGroup: prefix,
		undelivered: `${prefix}-undelivered`,
		function: (name) => `${prefix}-${name}`,
		role: (name) => `${prefix}-${name}`,
		queue: (name) => `${prefix}-${name}`,
		deadLetters: (name) => `${prefix}-${name}-dead-letters`,
		topic: (name) => `${prefix}-${name}`,
		arn,
		bucketArn: (name) => `arn:${partition}:s3:::${name}`,
		roleArn: (name) => `arn:${partition}:iam::${account}:role/${name}`,
		repairRole: (family) => repairRoleName(stage, family),
	};
}
