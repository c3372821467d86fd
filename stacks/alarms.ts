import type { MetricName } from "../shared/runtime/app/metrics.ts";
import { functionTable } from "./function-table.ts";
import type { FunctionName, Names, QueueName } from "./names.ts";

/** A metric of CloudWatch. */
export interface Metric {
	readonly namespace: string;
	readonly name: string;
	readonly dimensions: Readonly<Record<string, string>>;
	readonly stat: "Sum" | "Maximum" | "Average" | "Minimum" | "p90";
}

/** Metrics by id, and what is worked out of them. */
export interface Formula {
	readonly metrics: Readonly<Record<string, Metric>>;
	readonly expression: string;
}

/** An alarm: what goes wrong, what to do, and when it is sure. */
export interface Alarm {
	/** Pascal case; the name is `<prefix>-<id>`. */
	readonly id: string;
	readonly description: string;
	readonly of: Metric | Formula;
	/** Seconds of a datapoint. */
	readonly period: number;
	/** Datapoints that are looked at; all of them must be beyond the threshold. */
	readonly periods: number;
	readonly comparison: "GreaterThanThreshold" | "LessThanThreshold";
	readonly threshold: number;
	/** `breaching` where silence means that something is broken. */
	readonly missing: "breaching" | "notBreaching";
}

/** The function whose logs hold a metric of the application. */
export const emitters: Readonly<Record<MetricName, FunctionName>> = {
	ScopesPlanned: "plan-scan",
	ScopesComplete: "finish-run",
	ScopesIncomplete: "finish-run",
	ScopesFailed: "finish-run",
	RunSeconds: "finish-run",
	ScanSeconds: "scan-scope",
	ScanCalls: "scan-scope",
	ResourcesScanned: "publish-snapshot",
	OldestCompleteScanSeconds: "check-health",
	StaleScopes: "check-health",
	AlertsSent: "notify",
	AlertsWaiting: "check-health",
	OldestAlertSeconds: "check-health",
	AlertsRejected: "notify",
	ChangesReceived: "assess-change",
	ChangesAssessed: "assess-change",
	ChangeSeconds: "assess-change",
	FindingsSynced: "sync-findings",
	FindingsRefused: "sync-findings",
	Remediations: "remediate",
	SecondsToRemediate: "remediate",
	Refusals: "remediate",
	Rollbacks: "remediate",
	RemediationFailures: "remediate",
};

/** A metric of the application, with the dimensions that its middleware gives it. */
export const appMetric = (names: Names, name: MetricName, stat: Metric["stat"]): Metric => ({
	namespace: "Parapet",
	name,
	dimensions: { service: "parapet", stage: names.place.stage, function: emitters[name] },
	stat,
});

export const functionMetric = (names: Names, name: FunctionName, metric: string, stat: Metric["stat"]): Metric => ({
	namespace: "AWS/Lambda",
	name: metric,
	dimensions: { FunctionName: names.function(name) },
	stat,
});

export const queueMetric = (queue: string, metric: string, stat: Metric["stat"]): Metric => ({
	namespace: "AWS/SQS",
	name: metric,
	dimensions: { QueueName: queue },
	stat,
});

export const machineMetric = (names: Names, metric: string): Metric => ({
	namespace: "AWS/States",
	name: metric,
	dimensions: { StateMachineArn: names.arn("states", `stateMachine:${names.machine}`) },
	stat: "Sum",
});

const pascal = (name: string): string => name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What of a deployment decides which alarms it has. */
export interface AlarmChoice {
	readonly functions: readonly FunctionName[];
	readonly queues: readonly QueueName[];
	readonly monthlyBudget?: number | undefined;
}

/** Every alarm of a deployment. */
export function alarmsOf(names: Names, { functions, queues, monthlyBudget }: AlarmChoice): Alarm[] {
	return [
		...health(names),
		...functions.flatMap((name) => ofFunction(names, name)),
		...queues.flatMap((name) => ofQueue(names, name)),
		deadLetters(
			"Undelivered",
			names.undelivered,
			"a schedule, a rule of EventBridge or a function that nobody waits for could not hand over",
		),
		...(functions.includes("sync-findings") ? [refused(names)] : []),
		...ofScan(names),
		...(monthlyBudget === undefined ? [] : [budget(names, functions, monthlyBudget)]),
	];
}

function health(names: Names): Alarm[] {
	return [
		{
			id: "StaleScopes",
			description:
				"Scopes have had no complete scan for two periods of the schedule, or nobody knows: check-health is silent. The dashboard shows how old the oldest is; the logs of check-health name the scopes, those of scan-scope and scan-inside say why.",
			of: appMetric(names, "StaleScopes", "Maximum"),
			period: 1800,
			periods: 2,
			comparison: "GreaterThanThreshold",
			threshold: 0,
			missing: "breaching",
		},
		{
			id: "ScopesFailed",
			description:
				"Scopes of a run could not be read or published; their findings stand as they were. summary.json of the run in the state bucket names them and says why.",
			of: appMetric(names, "ScopesFailed", "Maximum"),
			period: 900,
			periods: 1,
			comparison: "GreaterThanThreshold",
			threshold: 0,
			missing: "notBreaching",
		},
		{
			id: "AlertsLate",
			description: "An alert has waited for its target for more than 15 minutes. The logs of notify say what the target answers.",
			of: appMetric(names, "OldestAlertSeconds", "Maximum"),
			period: 900,
			periods: 2,
			comparison: "GreaterThanThreshold",
			threshold: 900,
			// StaleScopes is from the same function and goes off when it is silent.
			missing: "notBreaching",
		},
		{
			id: "AlertsRejected",
			description:
				"A target calls an alert malformed and will never take it. The alert is kept in alerts/v1/failed/ of the state bucket; the logs of notify say why.",
			of: appMetric(names, "AlertsRejected", "Sum"),
			period: 300,
			periods: 1,
			comparison: "GreaterThanThreshold",
			threshold: 0,
			missing: "notBreaching",
		},
		{
			id: "ChangesLate",
			description:
				"What events say has changed takes more than five minutes to be looked at. See the age of the queue changes, and the logs of assess-change.",
			of: appMetric(names, "ChangeSeconds", "p90"),
			period: 900,
			periods: 2,
			comparison: "GreaterThanThreshold",
			threshold: 300,
			missing: "notBreaching",
		},
		{
			id: "NotifySilent",
			description:
				"notify has not run for 15 minutes although it is woken every minute: alerts are kept and not sent. See its throttles, and the schedule.",
			of: functionMetric(names, "notify", "Invocations", "Sum"),
			period: 900,
			periods: 1,
			comparison: "LessThanThreshold",
			threshold: 1,
			missing: "breaching",
		},
		{
			id: "FindingsTopicFailed",
			description: "The topic of findings could not deliver to a subscriber. Look at its subscriptions.",
			of: {
				namespace: "AWS/SNS",
				name: "NumberOfNotificationsFailed",
				dimensions: { TopicName: names.topic("findings") },
				stat: "Sum",
			},
			period: 300,
			periods: 1,
			comparison: "GreaterThanThreshold",
			threshold: 0,
			missing: "notBreaching",
		},
	];
}

function ofFunction(names: Names, name: FunctionName): Alarm[] {
	const { timeout, calledBy, reserved } = functionTable[name];
	// Step Functions tries again, and a scope that fails for good counts as failed: single errors are no news.
	const perScope = reserved === "map" || reserved === "inside";
	const handsOn = name === "scan-scope" || name === "scan-inside";
	const common = { comparison: "GreaterThanThreshold", missing: "notBreaching" } as const;
	return [
		{
			id: `${pascal(name)}Errors`,
			description: `${name} fails${perScope ? " again and again" : ""}. Its log group is /aws/lambda/${names.function(name)}.`,
			of: functionMetric(names, name, "Errors", "Sum"),
			period: perScope ? 900 : 300,
			periods: perScope ? 2 : 1,
			threshold: perScope ? 5 : 0,
			...common,
		},
		{
			id: `${pascal(name)}Throttles`,
			description: `${name} is held back: ${calledBy === "url" ? "its address is called too often, perhaps by somebody who is not Slack" : "the account's concurrency of Lambda is used up, or its own is too small"}.`,
			of: functionMetric(names, name, "Throttles", "Sum"),
			period: 300,
			// A queue or a machine tries again; what does not end is the news.
			periods: 3,
			threshold: 0,
			...common,
		},
		{
			id: `${pascal(name)}Duration`,
			description: handsOn
				? `${name} is ended by Lambda before it hands the rest of a scope on. See how long its calls take.`
				: `${name} comes close to its ${timeout} seconds. Give it more memory, or look at what it waits for in X-Ray.`,
			of: functionMetric(names, name, "Duration", "Maximum"),
			period: 300,
			periods: 1,
			// Both use their time and hand on in time; only the last moment is wrong.
			threshold: Math.round(timeout * 1000 * (handsOn ? 0.99 : 0.9)),
			...common,
		},
	];
}

const queueAges: Readonly<Record<QueueName, number>> = { changes: 900, notify: 900, sync: 3600, repairs: 1800 };

function ofQueue(names: Names, name: QueueName): Alarm[] {
	return [
		deadLetters(`${pascal(name)}DeadLetters`, names.deadLetters(name), `messages of the queue ${name} failed again and again`),
		{
			id: `${pascal(name)}Age`,
			description: `Messages wait in the queue ${name} for more than ${queueAges[name] / 60} minutes.`,
			of: queueMetric(names.queue(name), "ApproximateAgeOfOldestMessage", "Maximum"),
			period: 300,
			periods: 2,
			comparison: "GreaterThanThreshold",
			threshold: queueAges[name],
			missing: "notBreaching",
		},
	];
}

const deadLetters = (id: string, queue: string, why: string): Alarm => ({
	id,
	description: `There is something in ${queue}: ${why}. Read it, mend the cause, and start the redrive of the queue.`,
	of: queueMetric(queue, "ApproximateNumberOfMessagesVisible", "Maximum"),
	period: 300,
	periods: 1,
	comparison: "GreaterThanThreshold",
	threshold: 0,
	missing: "notBreaching",
});

const refused = (names: Names): Alarm => ({
	id: "FindingsRefused",
	description: "Security Hub or Security Lake will not take findings. The logs of sync-findings say why.",
	of: appMetric(names, "FindingsRefused", "Sum"),
	period: 900,
	periods: 1,
	comparison: "GreaterThanThreshold",
	threshold: 0,
	missing: "notBreaching",
});

function ofScan(names: Names): Alarm[] {
	const common = { period: 300, periods: 1, comparison: "GreaterThanThreshold", threshold: 0, missing: "notBreaching" } as const;
	return [
		{
			id: "ScanFailed",
			description: "A whole run failed: its plan could not be made, or it could not be summed up. See the executions of the state machine.",
			of: machineMetric(names, "ExecutionsFailed"),
			...common,
		},
		{
			id: "ScanTimedOut",
			description: "A run was ended after a day. Raise deploy.concurrency, or scan less often.",
			of: machineMetric(names, "ExecutionsTimedOut"),
			...common,
		},
		{
			id: "SchedulesDropped",
			description: "EventBridge Scheduler gave up on a target: a scan was not started, or notify or check-health not woken.",
			of: { namespace: "AWS/Scheduler", name: "InvocationDroppedCount", dimensions: { ScheduleGroup: names.scheduleGroup }, stat: "Sum" },
			...common,
		},
	];
}

/** USD in us-east-1, November 2026: arm64 by the GB-second, Step Functions by the transition; the rest by the month whatever is scanned. */
const prices = {
	gigabyteSecond: 0.0000133334,
	transition: 0.000025,
	transitionsOfScope: 5,
	requestsOfScope: 12,
	request: 0.000005,
	fixed: 12,
} as const;

/** They run once a run, for minutes at most, or seldom: an alarm may have ten metrics, so that some functions go without. */
const negligible: readonly FunctionName[] = ["plan-scan", "finish-run", "rotate-secret"];

/** What a month of days like this one costs, as metrics say: computing, transitions and requests to S3. */
export function costFormula(names: Names, functions: readonly FunctionName[]): Formula {
	const counted = functions.filter((name) => !negligible.includes(name));
	const terms = counted.map((name, index) => ({
		id: `d${index}`,
		metric: functionMetric(names, name, "Duration", "Sum"),
		factor: (functionTable[name].memory / 1024 / 1000) * prices.gigabyteSecond,
	}));
	const scope = prices.transitionsOfScope * prices.transition + prices.requestsOfScope * prices.request;
	const sum = [...terms.map(({ id, factor }) => `FILL(${id},0)*${factor.toFixed(14)}`), `FILL(scopes,0)*${scope.toFixed(14)}`].join("+");
	return {
		metrics: {
			...Object.fromEntries(terms.map(({ id, metric }) => [id, metric])),
			scopes: functionMetric(names, "scan-scope", "Invocations", "Sum"),
		},
		expression: `30*(${sum})+${prices.fixed}`,
	};
}

const budget = (names: Names, functions: readonly FunctionName[], monthly: number): Alarm => ({
	id: "MonthlyBudget",
	description: `At the rate of the last day Parapet costs more than ${monthly} USD a month, by estimate.`,
	of: costFormula(names, functions),
	period: 86_400,
	periods: 1,
	comparison: "GreaterThanThreshold",
	threshold: monthly,
	missing: "notBreaching",
});
