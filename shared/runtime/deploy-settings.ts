import * as z from "zod";

const Days = z.int().min(1).max(36500);
const SecretArn = z
	.string()
	.regex(/^arn:[^:]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:.+$/, "must be the ARN of a secret in Secrets Manager");

/** How secrets are rotated. */
export const RotationConfig = z.strictObject({
	/** Deploy the rotation function. Default: false. */
	enabled: z.boolean().optional(),
	/** The tag that a secret must have to be rotated, or to be read as a superuser's: key=value. Default: parapet:rotate=true. */
	tag: z
		.string()
		.regex(/^(?!aws:)[\p{L}\p{N}_.:/+@-]{1,128}=[\p{L}\p{N}_.:/+@-]{1,256}$/u, "must be key=value")
		.optional(),
	/** Run in the subnets and security groups of `network`, for databases that only the VPC reaches. Default: true where there is a `network`. */
	inVpc: z.boolean().optional(),
	/** Secrets of superusers that cannot have the tag: those that RDS manages. */
	superusers: z.array(SecretArn).max(100).optional(),
	/** Hosts of servers that RDS does not run; their certificates are verified with the authorities of Node. */
	hosts: z.array(z.string().min(1)).max(100).optional(),
	/** What generated passwords are like. Default: 32 characters, letters, digits and -_.~ */
	password: z
		.strictObject({
			length: z.int().min(16).max(128).optional(),
			/** Characters beside letters and digits, at least one of which is in every password; empty for none. */
			punctuation: z
				.string()
				.regex(/^[!#$%&()*+,\-.:;<=>?[\]^_{|}~]*$/, "must be printable ASCII without letters, digits, blanks, quotes, /, @, \\ and `")
				.optional(),
		})
		.optional(),
});
export type RotationConfig = z.infer<typeof RotationConfig>;

/** The member `deploy` of the configuration file: what the serverless application is like. Every member has a default. */
export const DeployConfig = z.strictObject({
	/** When everything is scanned: `rate(6 hours)` or `cron(0 3 * * ? *)`, as EventBridge Scheduler has it. Default: rate(12 hours). */
	schedule: z
		.string()
		.regex(/^(?:rate\([1-9]\d* (?:minute|minutes|hour|hours|day|days)\)|cron\([^()]+\))$/, "must be rate(…) or cron(…)")
		.optional(),
	/** Time zone of a cron schedule. Default: UTC. */
	timezone: z.string().min(1).optional(),
	/** Scopes that are scanned at a time. Default: 40; the account's concurrency of Lambda (1,000 unless raised) bounds it. */
	concurrency: z.int().min(1).max(1000).optional(),
	/** People who get alerts and the state of the system by e-mail; each confirms once. */
	emails: z.array(z.email()).max(50).optional(),
	/** E-mail filters by severity. Default: high and worse. */
	emailSeverity: z.enum(["critical", "high", "medium", "low", "informational"]).optional(),
	/** How long evidence and state are kept. Defaults: 400 days of evidence, 30 of work, 90 of logs. */
	retention: z.strictObject({ evidenceDays: Days.optional(), workDays: Days.optional(), logDays: Days.optional() }).optional(),
	/** Object Lock on the evidence: nobody deletes a snapshot before its time. Can only be chosen when the bucket is made. */
	objectLock: z.strictObject({ mode: z.enum(["governance", "compliance"]), days: Days }).optional(),
	/** Scans from inside a VPC, for databases that have no public endpoint. */
	network: z
		.strictObject({
			vpcId: z
				.string()
				.regex(/^vpc-[0-9a-f]+$/)
				.optional(),
			subnetIds: z.array(z.string().regex(/^subnet-[0-9a-f]+$/)).min(1),
			securityGroupIds: z.array(z.string().regex(/^sg-[0-9a-f]+$/)).min(1),
		})
		.optional(),
	/** Re-scan what CloudTrail, RDS, EKS and Security Hub say has changed. Default: true. */
	events: z.boolean().optional(),
	/** The organization whose accounts may send events. */
	organizationId: z
		.string()
		.regex(/^o-[a-z0-9]{10,32}$/, "must be the id of an organization (o-…)")
		.optional(),
	/** Accounts outside the organization that may send events. */
	eventAccounts: z
		.array(z.string().regex(/^\d{12}$/))
		.max(100)
		.optional(),
	/**
	 * Write findings to Security Hub, those of each account into that account and each region's into that region, as Security Hub wants it: it must be on there,
	 * and the role of a member account must be allowed securityhub:BatchImportFindings. Default: false.
	 */
	securityHub: z.boolean().optional(),
	/** Passes that Security Hub is told: those that end a failure which it knows, or all. Default: afterFailure. */
	securityHubPasses: z.enum(["afterFailure", "all"]).optional(),
	/** Write OCSF findings as a custom source of Security Lake. */
	securityLake: z
		.strictObject({
			/** Bucket of the data lake in this region. */
			bucket: z.string().min(3),
			/** Name of the custom source; its prefix is ext/<source>/<version>/. */
			source: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
			sourceVersion: z
				.string()
				.regex(/^[A-Za-z0-9._-]{1,32}$/)
				.optional(),
			/** Role that Security Lake made for the source. */
			roleArn: z
				.string()
				.regex(/^arn:[^:]+:iam::\d{12}:role\/.+$/)
				.optional(),
			externalId: z.string().min(2).optional(),
		})
		.optional(),
	/** Acknowledge and suppress from Slack. */
	slackActions: z
		.strictObject({
			/** Secret with the signing secret of the Slack app. */
			signingSecret: z.strictObject({ secret: SecretArn, key: z.string().min(1).optional() }),
			/** Ids of the Slack users who may suppress; absent: everyone who can see the message. */
			approvers: z.array(z.string().regex(/^[UW][A-Z0-9]{2,20}$/)).optional(),
			/** The longest suppression, in days. Default: 90. */
			longestDays: Days.optional(),
		})
		.optional(),
	/** Rotate the passwords of database users: a function that Secrets Manager calls. Default: off. */
	rotation: RotationConfig.optional(),
	/** "No news" once a week, so that silence can be told from a broken line. Default: true. */
	heartbeat: z.boolean().optional(),
	/** Trace with X-Ray. Default: true. */
	tracing: z.boolean().optional(),
	/** Tags of everything that is deployed. */
	tags: z.record(z.string(), z.string()).optional(),
	/** A monthly cost in USD above which an alarm goes off (estimated from the functions' own metrics). */
	monthlyBudget: z.number().positive().optional(),
});
export type DeployConfig = z.infer<typeof DeployConfig>;
