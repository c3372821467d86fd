import type { FunctionName, Names } from "./names.ts";
import { type Statement, viaServices } from "./policies.ts";
import { mapLabel } from "./scan-machine.ts";

/** What the state machine may: call its functions, read plans, write results, and start itself for every scope. */
export function machinePolicy(names: Names, key: string, tracing: boolean, functions: readonly FunctionName[]): Statement[] {
	const machine = names.arn("states", `stateMachine:${names.machine}`);
	const state = names.bucketArn(names.buckets.state);
	const allow = (Sid: string, Action: readonly string[], Resource: readonly string[]): Statement => ({
		Sid,
		Effect: "Allow",
		Action,
		Resource,
	});
	return [
		allow(
			"CallFunctions",
			["lambda:InvokeFunction"],
			functions.map((name) => names.arn("lambda", `function:${names.function(name)}`)),
		),
		allow("ReadPlans", ["s3:GetObject"], [`${state}/runs/v1/*`]),
		allow(
			"WriteResults",
			["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
			[`${state}/runs/v1/*/results/*`],
		),
		{
			...allow("UseKey", ["kms:Decrypt", "kms:GenerateDataKey"], [key]),
			Condition: { StringEquals: { "kms:ViaService": viaServices(names, "s3") } },
		},
		// The executions of a Distributed Map.
		allow("StartScopes", ["states:StartExecution"], [machine]),
		allow(
			"FollowScopes",
			["states:DescribeExecution", "states:StopExecution"],
			[names.arn("states", `execution:${names.machine}:*`), names.arn("states", `execution:${names.machine}/${mapLabel}:*`)],
		),
		allow(
			"LogDeliveryHasNoResource",
			[
				"logs:CreateLogDelivery",
				"logs:CreateLogStream",
				"logs:DeleteLogDelivery",
				"logs:DescribeLogGroups",
				"logs:DescribeResourcePolicies",
				"logs:GetLogDelivery",
				"logs:ListLogDeliveries",
				"logs:PutLogEvents",
				"logs:PutResourcePolicy",
				"logs:UpdateLogDelivery",
			],
			["*"],
		),
		...(tracing
			? [
					allow(
						"TraceHasNoResource",
						["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
						["*"],
					),
				]
			: []),
	];
}
