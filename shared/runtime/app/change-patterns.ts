import { changedBy } from "../../core/changed-by.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import { rotationEventNames } from "./rotation-events.ts";

/** An event pattern of EventBridge. */
export type EventPattern = { readonly [member: string]: EventPattern | readonly unknown[] };

/** A rule that sends events to the application; rules of the same name belong to every bus. */
export interface EventRule {
	/** Letters, digits and hyphens; unique. */
	readonly name: string;
	readonly description: string;
	readonly pattern: EventPattern;
}

/** The characters that EventBridge admits in a pattern. */
export const patternLimit = 2048;

/** What CloudTrail tells EventBridge: the calls of people and programs, and what services do by themselves. */
export const trailDetails = ["AWS API Call via CloudTrail", "AWS Service Event via CloudTrail"] as const;

/** The events that RDS sends itself, and the kinds that each is about. */
export const rdsDetails: Readonly<Record<string, readonly ResourceKind[]>> = {
	"RDS DB Instance Event": ["rds.DbInstance", "rds.DbCluster", "rds.SubnetGroup", "rds.ParameterGroup"],
	"RDS DB Cluster Event": ["rds.DbInstance", "rds.DbCluster", "rds.GlobalCluster", "rds.SubnetGroup", "rds.ParameterGroup"],
	"RDS Blue Green Deployment Event": ["rds.DbInstance", "rds.DbCluster", "rds.SubnetGroup", "rds.ParameterGroup"],
	"RDS DB Parameter Group Event": ["rds.ParameterGroup", "rds.DbInstance", "rds.DbCluster"],
	"RDS DB Proxy Event": ["rds.DbProxy"],
	"RDS DB Snapshot Event": ["rds.Snapshot"],
	"RDS DB Cluster Snapshot Event": ["rds.Snapshot"],
};

/** The events that EKS sends itself: an add-on is changed when its call is long over. */
export const eksDetails: Readonly<Record<string, readonly ResourceKind[]>> = Object.fromEntries(
	["Creation", "Update", "Deletion"].flatMap((what) =>
		["Succeeded", "Failed"].map((how) => [`EKS Addon ${what} ${how}`, ["eks.Cluster"]] as const),
	),
);

/** A recovery point is there when its job is long over. */
export const backupDetails: Readonly<Record<string, readonly ResourceKind[]>> = {
	"Recovery Point State Change": ["backup.RecoveryPoint"],
};

/** The resource types of Security Hub's findings that are of our kinds. */
export const hubTypes: Readonly<Record<string, ResourceKind>> = {
	AwsRdsDbInstance: "rds.DbInstance",
	AwsRdsDbCluster: "rds.DbCluster",
	AwsRdsDbSnapshot: "rds.Snapshot",
	AwsRdsDbClusterSnapshot: "rds.Snapshot",
	AwsRdsEventSubscription: "rds.EventSubscription",
	AwsEksCluster: "eks.Cluster",
	AwsKmsKey: "kms.Key",
	AwsSecretsManagerSecret: "secretsmanager.Secret",
	AwsEc2SecurityGroup: "ec2.SecurityGroup",
};

export const hubDetail = "Security Hub Findings - Imported";

/** The source of the events of `parapet deploy check`. */
export const checkSource = "parapet.check";
export const checkDetail = "Parapet Check";

/** Creating automated snapshots of instances and of clusters, and that it is done (RDS event messages). */
const dailySnapshots = ["RDS-EVENT-0090", "RDS-EVENT-0091", "RDS-EVENT-0168", "RDS-EVENT-0169"];

/** Grants that AWS services make for themselves come with every volume and database, and say nothing of anybody's access. */
const grantCalls = new Set(["kms:CreateGrant", "kms:RevokeGrant", "kms:RetireGrant"]);

/** What Secrets Manager says of rotations: also of those that failed, which have an error. */
const rotationCalls = new Set<string>(rotationEventNames.map((name) => `secretsmanager:${name}`));

/** `rds:CreateDBInstance` of every kind of AWS, once each. */
const allCalls = [...new Set(Object.values(changedBy).flat())].sort();

/**
 * The rules for the default bus of a region of every scanned account: each event that can change what is judged there leads to the application. Calls that
 * failed changed nothing. IAM's events are in one region of the partition alone (us-east-1, cn-north-1, us-gov-west-1), whether it is scanned or not.
 */
export const changeRules: readonly EventRule[] = [
	...trailRules(allCalls.filter((call) => !grantCalls.has(call) && !rotationCalls.has(call))),
	{
		name: "rotations",
		description: "Rotations of secrets that succeeded, failed or were given up",
		pattern: {
			source: ["aws.secretsmanager"],
			"detail-type": [trailDetails[1]],
			// Of every secret: some events have its ARN as arn, others as aRN or SecretId.
			detail: { eventSource: ["secretsmanager.amazonaws.com"], eventName: rotationEventNames },
		},
	},
	{
		name: "grants",
		description: "Grants on keys that somebody makes, rather than an AWS service for itself",
		pattern: {
			source: ["aws.kms"],
			"detail-type": [trailDetails[0]],
			detail: {
				eventSource: ["kms.amazonaws.com"],
				eventName: [...grantCalls].map(nameOf),
				errorCode: [{ exists: false }],
				userIdentity: { invokedBy: [{ exists: false }] },
			},
		},
	},
	{
		name: "rds",
		description: "What RDS does by itself: creation, maintenance, failover, recovery",
		pattern: {
			source: ["aws.rds"],
			"detail-type": Object.keys(rdsDetails).filter((detail) => !detail.includes("Snapshot")),
			detail: {
				EventCategories: [
					"configuration change",
					"creation",
					"deletion",
					"failover",
					"failure",
					"global-failover",
					"maintenance",
					"read replica",
					"recovery",
					"restoration",
					"security",
					"security patching",
				],
			},
		},
	},
	{
		name: "rds-snapshots",
		description: "Snapshots that were made or deleted, but for those that RDS makes every day",
		pattern: {
			source: ["aws.rds"],
			"detail-type": Object.keys(rdsDetails).filter((detail) => detail.includes("Snapshot")),
			detail: { EventCategories: ["creation", "deletion"], EventID: [{ "anything-but": dailySnapshots }] },
		},
	},
	{ name: "eks", description: "Add-ons of EKS", pattern: { source: ["aws.eks"], "detail-type": Object.keys(eksDetails) } },
	{
		name: "backup",
		description: "Recovery points of databases",
		pattern: { source: ["aws.backup"], "detail-type": Object.keys(backupDetails), detail: { resourceType: ["RDS", "Aurora"] } },
	},
	{
		name: "security-hub",
		description: "Failed controls of Security Hub itself about what is judged here; findings of other products, ours too, are left alone",
		pattern: {
			source: ["aws.securityhub"],
			"detail-type": [hubDetail],
			detail: {
				findings: {
					// Ours come as the product of an account; what AWS imports as its own is named so.
					ProductArn: [{ suffix: "::product/aws/securityhub" }],
					RecordState: ["ACTIVE"],
					Compliance: { Status: ["FAILED", "WARNING"] },
					Resources: { Type: Object.keys(hubTypes) },
				},
			},
		},
	},
];

/** The rule for the application's own bus alone: `parapet deploy check` puts its event there. */
export const checkRule: EventRule = {
	name: "check",
	description: "The synthetic event of a check of the deployment",
	pattern: { source: [checkSource], "detail-type": [checkDetail] },
};

/**
 * Rules for calls, services packed into as few rules as the limit admits. A rule matches any of its services with any of its names: what this lets
 * in beside what is meant is told apart when the event is read.
 */
function trailRules(all: readonly string[]): EventRule[] {
	const packs: string[][] = [];
	for (const service of [...new Set(all.map(serviceOf))]) {
		for (const call of all.filter((each) => serviceOf(each) === service)) {
			const open = packs.at(-1);
			if (open && fits([...open, call])) open.push(call);
			else packs.push([call]);
		}
	}
	return packs.map((pack, index) => ({
		name: `calls-${index + 1}`,
		description: `Calls to ${[...new Set(pack.map(serviceOf))].join(", ")} that change what is judged`,
		pattern: trailPattern(pack),
	}));
}

function trailPattern(pack: readonly string[]): EventPattern {
	const services = [...new Set(pack.map(serviceOf))];
	return {
		source: services.map((service) => `aws.${service}`),
		"detail-type": trailDetails,
		detail: {
			eventSource: services.map((service) => `${service}.amazonaws.com`),
			eventName: [...new Set(pack.map(nameOf))],
			errorCode: [{ exists: false }],
		},
	};
}

function fits(pack: readonly string[]): boolean {
	return JSON.stringify(trailPattern(pack)).length <= patternLimit;
}

function serviceOf(call: string): string {
	return call.split(":")[0] ?? "";
}

function nameOf(call: string): string {
	return call.split(":")[1] ?? "";
}
