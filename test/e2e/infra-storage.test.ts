import { describe, expect, it } from "vitest";
import { applicationGraphs, type Configuration, configurations, inEach } from "../support/infra/application.ts";
import { statementsIn } from "../support/infra/policies.ts";
import type { GraphResource } from "../support/sst/graph.ts";

const { graphs, ofType, called, bucketsOf, forBucket } = applicationGraphs();

inEach("The application with the configuration %s", (name) => {
	describe("keeps", () => {
		it("every bucket shut, versioned, logged and without ends of its own", () => {
			const buckets = bucketsOf(name);
			expect(buckets.map((bucket) => bucket.name)).toEqual(["Access", "Evidence", "State"]);
			for (const bucket of buckets) {
				expect(forBucket(name, "aws:s3/bucketVersioning:BucketVersioning", bucket)[0]?.inputs.versioningConfiguration).toEqual({
					status: "Enabled",
				});
				expect(forBucket(name, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", bucket)[0]?.inputs).toMatchObject({
					blockPublicAcls: true,
					blockPublicPolicy: true,
					ignorePublicAcls: true,
					restrictPublicBuckets: true,
				});
				expect(forBucket(name, "aws:s3/bucketOwnershipControls:BucketOwnershipControls", bucket)[0]?.inputs.rule).toEqual({
					objectOwnership: "BucketOwnerEnforced",
				});
				const [lifeCycle] = forBucket(name, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", bucket);
				const rules = lifeCycle?.inputs.rules as {
					id: string;
					noncurrentVersionExpiration?: object;
					abortIncompleteMultipartUpload?: object;
				}[];
				expect(rules.some((rule) => rule.abortIncompleteMultipartUpload)).toBe(true);
				for (const rule of rules) if (!["uploads", "markers"].includes(rule.id)) expect(rule.noncurrentVersionExpiration).toBeDefined();
				expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
			}
			expect(ofType(name, "aws:s3/bucketLogging:BucketLogging").map(({ inputs }) => inputs.targetPrefix)).toEqual(["evidence/", "state/"]);
		});

		it("evidence and state with its own key, which S3 uses once a bucket; only the logs of S3 are written with S3's", () => {
			const encryption = (bucket: GraphResource) =>
				forBucket(name, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", bucket)[0]?.inputs.rules;
			const own = [
				{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: "{{Key.arn}}", sseAlgorithm: "aws:kms" }, bucketKeyEnabled: true },
			];
			const [access, evidence, state] = bucketsOf(name);
			expect(encryption(access as GraphResource)).toEqual([{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }]);
			expect(encryption(evidence as GraphResource)).toEqual(own);
			expect(encryption(state as GraphResource)).toEqual(own);
			expect(called(name, "Key").inputs).toMatchObject({ enableKeyRotation: true, deletionWindowInDays: 30 });
		});

		it("topics, queues and logs with the same key, and logs for a time", () => {
			for (const { inputs } of [...ofType(name, "aws:sns/topic:Topic"), ...ofType(name, "aws:sqs/queue:Queue")])
				expect(inputs.kmsMasterKeyId).toBe("{{Key.arn}}");
			const groups = ofType(name, "aws:cloudwatch/logGroup:LogGroup");
			expect(groups).toHaveLength(graphs[name].functions.length + 1);
			for (const { inputs } of groups)
				expect(inputs).toMatchObject({ kmsKeyId: "{{Key.arn}}", retentionInDays: name === "everything" ? 120 : 90 });
		});

		it("everything tagged that can be", () => {
			const tagged = graphs[name].resources.filter(({ inputs }) => inputs.tags !== undefined);
			for (const { inputs } of tagged)
				expect(inputs.tags).toEqual({
					application: "parapet",
					stage: configurations[name].stage,
					...(name === "everything" ? { team: "data" } : {}),
				});
			expect(tagged.length).toBeGreaterThan(60);
		});
	});
});

describe("Evidence", () => {
	it("outlives the stack in production, and nobody deletes it", () => {
		for (const id of ["Evidence", "State", "Key"]) expect(called("everything", id)).toMatchObject({ protect: true, retainOnDelete: true });
		expect(called("everything", "Evidence").inputs.forceDestroy).toBe(false);
		expect(called("least", "Evidence").protect).toBeUndefined();
		const denials = (name: Configuration) =>
			statementsIn([called(name, "EvidencePolicy")]).filter(
				({ effect, actions }) => effect === "Deny" && actions.includes("s3:DeleteObjectVersion"),
			);
		expect(denials("everything")).toHaveLength(1);
		expect(denials("least")).toEqual([]);
		// What was sent is taken out of the outbox.
		expect(JSON.stringify(called("everything", "StatePolicy").inputs)).not.toContain("s3:DeleteObject");
	});

	it("is written once: who writes a snapshot, findings, a report or a record of a rotation or a repair must say that there is none", () => {
		for (const name of Object.keys(configurations) as Configuration[]) {
			const bucket = `arn:aws:s3:::${called(name, "Evidence").inputs.bucket}`;
			const once = (policy: string) => statementsIn([called(name, policy)]).filter(({ sid }) => sid === "NothingIsOverwritten");
			expect(once("EvidencePolicy")).toMatchObject([
				{
					effect: "Deny",
					principal: "*",
					actions: ["s3:PutObject"],
					resources: ["snapshots", "findings", "reports", "rotations", "repairs"].map((prefix) => `${bucket}/${prefix}/v1/*`),
					condition: { Null: { "s3:if-none-match": "true" } },
				},
			]);
			// Pointers, and what the application remembers, change.
			expect(once("StatePolicy")).toEqual([]);
		}
	});

	it("is locked for as long as asked", () => {
		expect(called("everything", "Evidence").inputs.objectLockEnabled).toBe(true);
		expect(called("everything", "EvidenceLock").inputs.rule).toEqual({ defaultRetention: { days: 365, mode: "GOVERNANCE" } });
		expect(called("everything", "State").inputs.objectLockEnabled).toBe(false);
		expect(called("quiet", "Evidence").inputs.objectLockEnabled).toBe(false);
	});

	it("is kept for as long as asked, and so is what the application remembers", () => {
		const days = (name: Configuration, bucket: string) =>
			Object.fromEntries(
				(called(name, `${bucket}LifeCycle`).inputs.rules as { id: string; expiration?: { days?: number } }[]).flatMap(
					({ id, expiration }) => (expiration?.days ? [[id, expiration.days]] : []),
				),
			);
		expect(days("least", "Evidence")).toEqual({ snapshots: 400, findings: 400, reports: 400, rotations: 400, repairs: 400 });
		expect(days("everything", "Evidence")).toEqual({ snapshots: 800, findings: 800, reports: 800, rotations: 800, repairs: 800 });
		// Neither decisions, nor incidents, nor what Security Hub was told, nor the configuration.
		expect(days("everything", "State")).toEqual({ runs: 40, scratch: 14, checks: 14, changes: 14, overflow: 120 });
	});

	it("takes no object with another key", () => {
		const [other, own] = statementsIn([called("least", "StatePolicy")]).filter(({ actions }) => actions.includes("s3:PutObject"));
		expect(other?.condition).toEqual({
			StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "{{Key.arn}}" },
			Null: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" },
		});
		expect(own?.condition).toEqual({ StringEquals: { "s3:x-amz-server-side-encryption": "AES256" } });
	});
});
