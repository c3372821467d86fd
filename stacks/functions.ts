import type { RotationConfig } from "../shared/runtime/deploy-settings.ts";
import { type Deployment, logical, rotationTag, subjectsOf } from "./deployment.ts";
import { functionTable, neverLoaded, reservedFor } from "./function-table.ts";
import { type FunctionName, type QueueName, queueNames } from "./names.ts";
import { policyOf, secretKeyStatement, statementsOf, surroundingStatements, trustOf } from "./policies.ts";
import { policyWorker } from "./policy-worker.ts";
import type { Topics } from "./topics.ts";

/** A function, and what must be there before it runs. */
export interface MadeFunction {
	readonly made: sst.aws.Function;
	readonly policy: $util.Resource;
}

export type Functions = Readonly<Partial<Record<FunctionName, MadeFunction>>>;

interface Given {
	readonly key: aws.kms.Key;
	readonly topics: Topics;
	readonly undelivered: aws.sqs.Queue;
	readonly changes: aws.sqs.Queue;
	readonly repairs: aws.sqs.Queue | undefined;
	readonly configuration: { readonly key: string; readonly stored: readonly $util.Resource[] };
}

const isQueue = (caller: string): caller is QueueName => (queueNames as readonly string[]).includes(caller);

/** All functions of a deployment. */
export const functions = (deployment: Deployment, given: Given): Functions =>
	Object.fromEntries(deployment.functions.map((name) => [name, makeFunction(deployment, name, given)]));

/** What the rotation function is told; no more than it needs. */
const rotationVariable = (settings: RotationConfig): string =>
	JSON.stringify({ tag: rotationTag(settings), password: settings.password, hosts: settings.hosts });

const usesPolicies = ({ app: { policies } }: Deployment): boolean => policies.bundles.length > 0 || policies.shipped;

/** The one place that makes a function: a role of its own, logs that end, traces, a bound on how many run at a time. */
function makeFunction(
	deployment: Deployment,
	name: FunctionName,
	{ key, topics, undelivered, changes, repairs, configuration }: Given,
): MadeFunction {
	const { names, app, tags, tracing, logDays } = deployment;
	const facts = functionTable[name];
	const id = logical(name);
	const functionName = names.function(name);
	const outside = name === "rotate-secret" && app.deploy.rotation?.inVpc === false;
	const network = facts.inVpc && !outside ? app.deploy.network : undefined;
	const logs = new aws.cloudwatch.LogGroup(`${id}Logs`, {
		name: `/aws/lambda/${functionName}`,
		retentionInDays: logDays,
		kmsKeyId: key.arn,
		tags,
	});
	const role = new aws.iam.Role(`${id}Access`, {
		name: names.role(name),
		description: `Parapet (${names.place.stage}): ${facts.description}`,
		assumeRolePolicy: trustOf(names, "lambda.amazonaws.com"),
		tags,
	});
	const policy = new aws.iam.RolePolicy(`${id}Policy`, {
		name: "grants",
		role: role.name,
		policy: key.arn.apply((keyArn) => {
			const subjects = subjectsOf(deployment, keyArn);
			return JSON.stringify(
				policyOf([
					...statementsOf(facts.grants, subjects),
					...secretKeyStatement(facts.grants, subjects),
					...surroundingStatements({
						names,
						key: keyArn,
						functionName,
						tracing,
						queue: isQueue(facts.calledBy) ? names.queue(facts.calledBy) : undefined,
						failures: facts.calledBy === "schedule" ? names.undelivered : undefined,
						inVpc: network !== undefined,
					}),
				]),
			);
		}),
	});
	const made = new sst.aws.Function(id, {
		name: functionName,
		description: facts.description,
		handler: `functions/${name}.handler`,
		runtime: "nodejs24.x",
		architecture: "arm64",
		// SST says that this is the default, and its builder does not do it unasked.
		// What is imported when it is needed becomes files of its own, which a start does not read.
		nodejs: { minify: true, splitting: true, esbuild: { external: [...neverLoaded], keepNames: false } },
		...(facts.judges && usesPolicies(deployment) ? { hook: { postbuild: policyWorker } } : {}),
		memory: `${facts.memory} MB`,
		timeout: `${facts.timeout} seconds`,
		// With a role of its own SST adds none of AWS's managed policies, which allow logs of everything.
		role: role.name.apply((made) => names.roleArn(made)),
		logging: { logGroup: logs.name },
		concurrency: { reserved: reservedFor(name, deployment) },
		environment: {
			PARAPET_STAGE: names.place.stage,
			PARAPET_EVIDENCE: names.buckets.evidence,
			PARAPET_STATE: names.buckets.state,
			PARAPET_KEY: key.arn,
			PARAPET_CONFIG: configuration.key,
			PARAPET_FINDINGS_TOPIC: topics.findings.arn,
			PARAPET_SYSTEM_TOPIC: topics.system.arn,
			...(name === "assess-change"
				? { PARAPET_CHANGES: changes.url, PARAPET_MACHINE: names.arn("states", `stateMachine:${names.machine}`) }
				: {}),
			...(name === "remediate" && repairs ? { PARAPET_REPAIRS: repairs.url } : {}),
			...(name === "rotate-secret" ? { PARAPET_ROTATION: rotationVariable(app.deploy.rotation ?? {}) } : {}),
		},
		tags: { ...tags },
		...(network ? { vpc: { privateSubnets: [...network.subnetIds], securityGroups: [...network.securityGroupIds] } } : {}),
		// Slack cannot sign with IAM: the function checks Slack's own signature before anything else.
		...(facts.calledBy === "url" ? { url: { authorization: "none" as const, cors: false } } : {}),
		transform: {
			function: (args, opts) => {
				args.tracingConfig = { mode: tracing ? "Active" : "PassThrough" };
				opts.dependsOn = [policy, ...configuration.stored];
				return undefined;
			},
		},
	});
	if (facts.calledBy === "schedule")
		new aws.lambda.FunctionEventInvokeConfig(
			`${id}Failures`,
			{
				functionName: made.name,
				maximumRetryAttempts: 1,
				maximumEventAgeInSeconds: 900,
				destinationConfig: { onFailure: { destination: undelivered.arn } },
			},
			{ dependsOn: [policy] },
		);
	return { made, policy };
}
