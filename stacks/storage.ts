import { evidenceLayout, stateLayout } from "../shared/runtime/app/layout.ts";
import { bucketPolicy, logPolicy } from "./bucket-policy.ts";
import type { Deployment } from "./deployment.ts";

type Rule = aws.types.input.s3.BucketLifecycleConfigurationRule;

/** The buckets of a deployment. */
export interface Storage {
	readonly evidence: aws.s3.Bucket;
	readonly state: aws.s3.Bucket;
	/** What must be there before anything is written to the buckets. */
	readonly ready: readonly $util.Resource[];
}

/** The evidence, what the application remembers, and who asked for either. */
export function storage(deployment: Deployment, key: aws.kms.Key): Storage {
	const { names, app, production, evidenceDays, workDays, logDays } = deployment;
	const access = logs(deployment);
	const { objectLock } = app.deploy;
	const evidence = bucket(deployment, "Evidence", names.buckets.evidence, key, access, {
		objectLock: objectLock !== undefined,
		undeletable: production,
		writtenOnce: kept,
		rules: [
			...kept.map((prefix) => expiring(prefix, evidenceDays, 30)),
			// Pointers are written over and over; what is old of them says when which snapshot was the latest.
			aged("latest/v1/", 90),
			aged(evidenceLayout.allComplete, 7),
		],
	});
	if (objectLock)
		new aws.s3.BucketObjectLockConfiguration(
			"EvidenceLock",
			{
				bucket: evidence.bucket.bucket,
				rule: { defaultRetention: { mode: objectLock.mode.toUpperCase(), days: objectLock.days } },
			},
			{ dependsOn: evidence.ready },
		);
	const state = bucket(deployment, "State", names.buckets.state, key, access, {
		objectLock: false,
		undeletable: false,
		writtenOnce: [],
		rules: [
			...["scratch/v1/", "checks/v1/", "changes/v1/"].map((prefix) => expiring(prefix, workDays, 7)),
			// The plan of the last run is among them: it says which scopes must not grow stale, however seldom runs are.
			expiring("runs/v1/", Math.max(workDays, longestPause), 7),
			expiring(stateLayout.overflow(""), logDays, 7),
			// What has no end of its own: the outbox prunes itself, decisions and what was told stay.
			...["config/v1/", "decisions/v1/", "hub/v1/", "rotations/v1/", stateLayout.repairDocuments].map((prefix) => aged(prefix, 30)),
			// It changes all the time, and listing must not wade through what is gone.
			aged(stateLayout.alerts, 1),
		],
	});
	return { evidence: evidence.bucket, state: state.bucket, ready: [...evidence.ready, ...state.ready] };
}

/** Evidence that never changes. */
const kept = ["snapshots/v1/", "findings/v1/", "reports/v1/", "rotations/v1/", "repairs/v1/"] as const;

/** Days: longer than a month lies between no two runs. */
const longestPause = 40;

interface BucketFacts {
	readonly objectLock: boolean;
	/** Nobody deletes what is in it. */
	readonly undeletable: boolean;
	/** Prefixes below which nothing is written over. */
	readonly writtenOnce: readonly string[];
	readonly rules: readonly Rule[];
}

const ruleId = (prefix: string) => prefix.replace(/\/v1\/$/, "").replaceAll("/", "-");

const expiring = (prefix: string, days: number, noncurrentDays: number): Rule => ({
	id: ruleId(prefix),
	status: "Enabled",
	filter: { prefix },
	expiration: { days },
	noncurrentVersionExpiration: { noncurrentDays },
});

const aged = (prefix: string, noncurrentDays: number): Rule => ({
	id: ruleId(prefix),
	status: "Enabled",
	filter: { prefix },
	noncurrentVersionExpiration: { noncurrentDays },
});

/** Uploads that were never ended, and markers of what is long gone. */
const leftovers: readonly Rule[] = [
	{ id: "uploads", status: "Enabled", filter: { prefix: "" }, abortIncompleteMultipartUpload: { daysAfterInitiation: 2 } },
	{ id: "markers", status: "Enabled", filter: { prefix: "" }, expiration: { expiredObjectDeleteMarker: true } },
];

/** A bucket that nobody but its owner reaches, over TLS, with all versions. */
function bucket(
	{ names, tags, production }: Deployment,
	id: string,
	name: string,
	key: aws.kms.Key,
	access: { readonly bucket: aws.s3.Bucket; readonly ready: readonly $util.Resource[] },
	{ objectLock, undeletable, writtenOnce, rules }: BucketFacts,
) {
	const made = new aws.s3.Bucket(
		id,
		{ bucket: name, forceDestroy: !production, objectLockEnabled: objectLock, tags },
		// Snapshots, and who suppressed what and why, outlive the stack.
		{ protect: production, retainOnDelete: production },
	);
	const shut = closed(id, made);
	const versioning = new aws.s3.BucketVersioning(`${id}Versioning`, {
		bucket: made.bucket,
		versioningConfiguration: { status: "Enabled" },
	});
	const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(`${id}Encryption`, {
		bucket: made.bucket,
		rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn }, bucketKeyEnabled: true }],
	});
	new aws.s3.BucketLifecycleConfiguration(
		`${id}LifeCycle`,
		{ bucket: made.bucket, rules: [...rules, ...leftovers] },
		{ dependsOn: [versioning] },
	);
	new aws.s3.BucketLogging(
		`${id}Logging`,
		{ bucket: made.bucket, targetBucket: access.bucket.bucket, targetPrefix: `${id.toLowerCase()}/` },
		{ dependsOn: [...access.ready] },
	);
	const policy = new aws.s3.BucketPolicy(
		`${id}Policy`,
		{
			bucket: made.bucket,
			policy: key.arn.apply((arn) => JSON.stringify(bucketPolicy(names.bucketArn(name), { key: arn, undeletable, writtenOnce }))),
		},
		{ dependsOn: shut },
	);
	return { bucket: made, ready: [...shut, versioning, encryption, policy] as $util.Resource[] };
}

/** Who asked for what: a bucket for the logs of the others, which S3 writes with keys of its own only. */
function logs({ names, tags, logDays, production }: Deployment) {
	const made = new aws.s3.Bucket("Access", { bucket: names.buckets.access, forceDestroy: !production, tags });
	const shut = closed("Access", made);
	const versioning = new aws.s3.BucketVersioning("AccessVersioning", {
		bucket: made.bucket,
		versioningConfiguration: { status: "Enabled" },
	});
	const encryption = new aws.s3.BucketServerSideEncryptionConfiguration("AccessEncryption", {
		bucket: made.bucket,
		rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
	});
	new aws.s3.BucketLifecycleConfiguration(
		"AccessLifeCycle",
		{
			bucket: made.bucket,
			rules: [
				{
					id: "all",
					status: "Enabled",
					filter: { prefix: "" },
					expiration: { days: logDays },
					noncurrentVersionExpiration: { noncurrentDays: 7 },
				},
				...leftovers,
			],
		},
		{ dependsOn: [versioning] },
	);
	const policy = new aws.s3.BucketPolicy(
		"AccessPolicy",
		{ bucket: made.bucket, policy: JSON.stringify(logPolicy(names)) },
		{ dependsOn: shut },
	);
	return { bucket: made, ready: [...shut, versioning, encryption, policy] as $util.Resource[] };
}

/** No access lists, no public policies. */
function closed(id: string, { bucket: name }: aws.s3.Bucket): $util.Resource[] {
	return [
		new aws.s3.BucketPublicAccessBlock(`${id}PublicAccess`, {
			bucket: name,
			blockPublicAcls: true,
			blockPublicPolicy: true,
			ignorePublicAcls: true,
			restrictPublicBuckets: true,
		}),
		new aws.s3.BucketOwnershipControls(`${id}Ownership`, { bucket: name, rule: { objectOwnership: "BucketOwnerEnforced" } }),
	];
}
