import type { Deployment } from "./deployment.ts";
import { functionTable } from "./function-table.ts";
import type { Functions } from "./functions.ts";
import { machinePolicy } from "./machine-policy.ts";
import type { FunctionName } from "./names.ts";
import { policyOf, trustOf } from "./policies.ts";
import { mapLabel, scanMachine } from "./scan-machine.ts";

/** The state machine that runs a scan. */
export function scanning(
	{ names, tags, tracing, logDays, concurrency, functions: deployed }: Deployment,
	functions: Functions,
	key: aws.kms.Key,
): aws.sfn.StateMachine {
	const own = deployed.filter((name) => functionTable[name].calledBy === "machine");
	const role = new aws.iam.Role("ScanAccess", {
		name: names.role("scan"),
		description: `Parapet (${names.place.stage}): runs scans`,
		// The executions of a Distributed Map are of a state machine of their own, which is named after this one and the map.
		assumeRolePolicy: trustOf(
			names,
			"states.amazonaws.com",
			["", `/${mapLabel}`].map((child) => names.arn("states", `stateMachine:${names.machine}${child}`)),
		),
		tags,
	});
	const policy = new aws.iam.RolePolicy("ScanPolicy", {
		name: "grants",
		role: role.name,
		policy: key.arn.apply((arn) => JSON.stringify(policyOf(machinePolicy(names, arn, tracing, own)))),
	});
	const logs = new aws.cloudwatch.LogGroup("ScanLogs", {
		name: `/aws/vendedlogs/states/${names.machine}`,
		retentionInDays: logDays,
		kmsKeyId: key.arn,
		tags,
	});
	const step = (name: FunctionName) => ({
		arn: names.arn("lambda", `function:${names.function(name)}`),
		timeout: functionTable[name].timeout,
	});
	const definition = scanMachine(
		{
			planScan: step("plan-scan"),
			scanScope: step("scan-scope"),
			scanInside: own.includes("scan-inside") ? step("scan-inside") : undefined,
			publishSnapshot: step("publish-snapshot"),
			finishRun: step("finish-run"),
			concurrency,
		},
		names.place.partition,
	);
	return new aws.sfn.StateMachine(
		"Scan",
		{
			name: names.machine,
			type: "STANDARD",
			roleArn: role.arn,
			definition: JSON.stringify(definition),
			loggingConfiguration: {
				level: "ERROR",
				includeExecutionData: true,
				logDestination: logs.arn.apply((arn) => `${arn.replace(/:\*$/, "")}:*`),
			},
			tracingConfiguration: { enabled: tracing },
			tags,
		},
		{
			dependsOn: [policy, ...own.flatMap((name) => functions[name]?.made ?? [])],
		},
	);
}
