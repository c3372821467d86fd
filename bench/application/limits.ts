/** Where a figure is from: AWS's documentation, read for this page; or memory, which Service Quotas of an account knows better. */
export type Basis = "documentation" | "memory";

/** A rate that AWS allows: a bucket of so many calls, refilled at so many a second. */
export interface Rate {
	readonly name: string;
	readonly size: number;
	readonly perSecond: number;
	readonly of: string;
	readonly basis: Basis;
	readonly source: string;
	/** May be raised on request. */
	readonly raised: boolean;
}

/** A number that AWS allows at a time, or at all. */
export interface Bound {
	readonly name: string;
	readonly value: number;
	readonly of: string;
	readonly basis: Basis;
	readonly source: string;
	readonly raised: boolean;
}

const stepFunctions = "https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html";
const lambda = "https://docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html";
const lambdaQuotas = "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html";

/** Rates that a run meets, in the region of the application unless another is named. Of two kinds of region the smaller value. */
export const rates = {
	dispatch: {
		name: "Step Functions: child executions that a Distributed Map starts (standard)",
		size: 1,
		perSecond: 100,
		of: "account and region",
		basis: "documentation",
		source: stepFunctions,
		raised: false,
	},
	transitions: {
		name: "Step Functions: state transitions (standard; 5,000 in us-east-1, us-west-2, eu-west-1)",
		size: 800,
		perSecond: 800,
		of: "account and region",
		basis: "documentation",
		source: stepFunctions,
		raised: true,
	},
	scaling: {
		name: "Lambda: new execution environments (1,000 each 10 s)",
		size: 1000,
		perSecond: 100,
		of: "function",
		basis: "documentation",
		source: lambda,
		raised: false,
	},
	sts: {
		name: "STS: AssumeRole, GetCallerIdentity and others together",
		size: 600,
		perSecond: 600,
		of: "account and region",
		basis: "documentation",
		source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
		raised: false,
	},
	put: {
		name: "S3: PUT and LIST below one prefix (partitions are made as load grows)",
		size: 3500,
		perSecond: 3500,
		of: "partitioned prefix",
		basis: "documentation",
		source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html",
		raised: false,
	},
	get: {
		name: "S3: GET below one prefix",
		size: 5500,
		perSecond: 5500,
		of: "partitioned prefix",
		basis: "documentation",
		source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html",
		raised: false,
	},
	kms: {
		name: "KMS: symmetric operations (more in large regions)",
		size: 5500,
		perSecond: 5500,
		of: "account and region",
		basis: "memory",
		source: "https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html",
		raised: true,
	},
	rds: {
		name: "RDS: Describe calls; AWS publishes no figure",
		size: 100,
		perSecond: 20,
		of: "scanned account and region",
		basis: "memory",
		source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/Welcome.html",
		raised: false,
	},
} as const satisfies Readonly<Record<string, Rate>>;

export const bounds = {
	concurrency: {
		name: "Lambda: executions at a time (100 must stay unreserved; new accounts begin with fewer)",
		value: 1000,
		of: "account and region",
		basis: "documentation",
		source: lambdaQuotas,
		raised: true,
	},
	children: {
		name: "Step Functions: child executions of a Map Run at a time",
		value: 10_000,
		of: "Map Run",
		basis: "documentation",
		source: stepFunctions,
		raised: false,
	},
	payload: {
		name: "Step Functions: input or output of a state, bytes",
		value: 262_144,
		of: "state",
		basis: "documentation",
		source: stepFunctions,
		raised: false,
	},
	inFlight: {
		name: "SQS: messages in flight (standard queue)",
		value: 120_000,
		of: "queue",
		basis: "documentation",
		source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html",
		raised: false,
	},
	hub: {
		name: "Security Hub: BatchImportFindings a second (100 findings a call)",
		value: 10,
		of: "account and region of the findings",
		basis: "documentation",
		source: "https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html",
		raised: false,
	},
	slack: {
		name: "Slack: messages a second",
		value: 1,
		of: "channel",
		basis: "documentation",
		source: "https://docs.slack.dev/apis/web-api/rate-limits",
		raised: false,
	},
} as const satisfies Readonly<Record<string, Bound>>;
