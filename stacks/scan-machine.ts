import { stateLayout } from "../shared/runtime/app/layout.ts";
import { Plan, ScanRequest } from "../shared/runtime/app/messages.ts";

/** A function that the state machine calls. */
export interface Step {
	readonly arn: string;
	/** Seconds after which Lambda ends it. */
	readonly timeout: number;
}

/** What the state machine is made of. */
export interface ScanMachine {
	readonly planScan: Step;
	readonly scanScope: Step;
	/** Undefined when there are neither clusters nor databases to read. */
	readonly scanInside: Step | undefined;
	readonly publishSnapshot: Step;
	readonly finishRun: Step;
	/** Scopes at a time. */
	readonly concurrency: number;
}

/** The label of the Distributed Map: it is part of the ARNs of its executions. */
export const mapLabel = "Scopes";

/** What plan-scan answers. */
const planMembers = Object.keys(Plan.shape);
/** What scan-scope and scan-inside are asked. */
const requestMembers = Object.keys(ScanRequest.shape);

/** A scope that asks for more than this many parts does not end by itself. */
const mostParts = 1000;

/**
 * Lambda had no room, or failed before the function's code ran: it always passes. Two runs at a time want twice what is set aside, and a scope that gave up
 * would be told as one that cannot be read: it waits for more than half an hour.
 */
const crowded = {
	ErrorEquals: [
		"Lambda.TooManyRequestsException",
		"Lambda.ServiceException",
		"Lambda.AWSLambdaException",
		"Lambda.SdkClientException",
		"Lambda.ClientExecutionTimeoutException",
	],
	IntervalSeconds: 2,
	BackoffRate: 2,
	MaxDelaySeconds: 120,
	MaxAttempts: 40,
	JitterStrategy: "FULL",
};

/** Anything else, once or twice more: a function that ran out of time or memory, or that could not reach S3. */
const failed = (attempts: number) => ({
	ErrorEquals: ["States.ALL"],
	IntervalSeconds: 15,
	BackoffRate: 3,
	MaxDelaySeconds: 300,
	MaxAttempts: attempts,
	JitterStrategy: "FULL",
});

const invoke = ({ arn, timeout }: Step, payload: Readonly<Record<string, unknown>>, attempts = 2) => ({
	Type: "Task",
	Resource: "arn:aws:states:::lambda:invoke",
	Parameters: { FunctionName: arn, ...payload },
	OutputPath: "$.Payload",
	// Lambda ends it first; what is over that has been lost.
	TimeoutSeconds: timeout + 30,
	Retry: [crowded, failed(attempts)],
});

/** Reads on in a scope. The status of the time before is no part of the request. */
const reading = (step: Step) => ({
	...invoke(step, { Payload: Object.fromEntries(requestMembers.map((name) => [`${name}.$`, `$.${name}`])) }),
	Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.failed", Next: "Publish" }],
	Next: "Read",
});

/**
 * The state machine of a scan, in Amazon States Language: plan, scan each scope and publish it, sum up. Its input is a `PlanRequest` without run and time,
 * which come from the execution. A scope whose scan fails is published as failed, so that it has a snapshot that says so.
 */
export function scanMachine({ planScan, scanScope, scanInside, publishSnapshot, finishRun, concurrency }: ScanMachine, partition = "aws") {
	const definition = {
		Comment: "Parapet: scans every scope and publishes a snapshot of each",
		StartAt: "Identify",
		// A run that hangs must not be a run that nobody misses.
		TimeoutSeconds: 86_400,
		States: {
			Identify: {
				Type: "Pass",
				Comment: "The name of the execution is the id of the run",
				Parameters: {
					"input.$": "$",
					identity: { "run.$": "$$.Execution.Name", "startedAt.$": "$$.Execution.StartTime" },
				},
				Next: "Plan",
			},
			Plan: {
				...invoke(planScan, { "Payload.$": "States.JsonMerge($.input, $.identity, false)" }),
				OutputPath: "$",
				ResultSelector: Object.fromEntries(planMembers.map((name) => [`${name}.$`, `$.Payload.${name}`])),
				ResultPath: "$.plan",
				Next: mapLabel,
			},
			[mapLabel]: {
				Type: "Map",
				Label: mapLabel,
				ItemReader: {
					Resource: "arn:aws:states:::s3:getObject",
					ReaderConfig: { InputType: "JSON" },
					Parameters: { "Bucket.$": "$.plan.bucket", "Key.$": "$.plan.key" },
				},
				ItemSelector: {
					"run.$": "$.plan.run",
					"startedAt.$": "$.plan.startedAt",
					"trigger.$": "$.plan.trigger",
					"item.$": "$$.Map.Item.Value",
					parts: [],
					handed: 0,
				},
				MaxConcurrency: concurrency,
				// One scope that fails is no reason to leave out the others.
				ToleratedFailurePercentage: 100,
				ItemProcessor: {
					ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
					StartAt: "Scan",
					States: {
						Scan: reading(scanScope),
						...(scanInside ? { Inside: reading(scanInside) } : {}),
						Read: {
							Type: "Choice",
							Choices: [
								{ Variable: "$.status", StringEquals: "ready", Next: "Publish" },
								{ Variable: `$.parts[${mostParts}]`, IsPresent: true, Next: "GiveUp" },
								{ Variable: "$.status", StringEquals: "scope", Next: "Scan" },
								...(scanInside ? [{ Variable: "$.status", StringEquals: "inside", Next: "Inside" }] : []),
							],
							// What is left then is published as unread.
							Default: "Publish",
						},
						GiveUp: {
							Type: "Pass",
							Result: { Error: "Parapet.Endless", Cause: `The scope was not read to its end in ${mostParts} parts.` },
							ResultPath: "$.failed",
							Next: "Publish",
						},
						Publish: { ...invoke(publishSnapshot, { "Payload.$": "$" }, 4), End: true },
					},
				},
				ResultWriter: {
					Resource: "arn:aws:states:::s3:putObject",
					Parameters: {
						"Bucket.$": "$.plan.bucket",
						"Prefix.$": `States.Format('${stateLayout.results("{}").replace(/\/$/, "")}', $.plan.run)`,
					},
				},
				ResultPath: "$.map",
				Next: "Finish",
			},
			Finish: {
				...invoke(finishRun, { Payload: { "plan.$": "$.plan", "map.$": "$.map" } }, 4),
				End: true,
			},
		},
	};
	return JSON.parse(JSON.stringify(definition).replaceAll("arn:aws:states:::", `arn:${partition}:states:::`)) as MachineDefinition;
}

/** A state of Amazon States Language, as far as its structure goes. */
export interface MachineState {
	readonly Type: string;
	readonly Next?: string;
	readonly End?: boolean;
	readonly Default?: string;
	readonly Choices?: readonly { readonly Next: string }[];
	readonly Retry?: readonly Readonly<Record<string, unknown>>[];
	readonly Catch?: readonly { readonly Next: string; readonly ErrorEquals: readonly string[]; readonly ResultPath?: string }[];
	readonly TimeoutSeconds?: number;
	readonly ItemProcessor?: MachineStates & { readonly ProcessorConfig: Readonly<Record<string, string>> };
	readonly [member: string]: unknown;
}

export interface MachineStates {
	readonly StartAt: string;
	readonly States: Readonly<Record<string, MachineState>>;
}

export interface MachineDefinition extends MachineStates {
	readonly TimeoutSeconds: number;
}
