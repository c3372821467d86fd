import { metrics } from "../shared/runtime/app/metrics.ts";
import { appMetric, costFormula, type Formula, functionMetric, type Metric, machineMetric, queueMetric } from "./alarms.ts";
import type { FunctionName, Names, QueueName } from "./names.ts";

interface Row {
	readonly title: string;
	readonly metrics: readonly Metric[];
	readonly view?: "timeSeries" | "singleValue";
	readonly period?: number;
	readonly formula?: { readonly label: string; readonly of: Formula };
	readonly width?: number;
}

/** The body of the dashboard: is the system well, what does a run do, what waits, what does it cost. */
export function dashboardOf(
	names: Names,
	functions: readonly FunctionName[],
	queues: readonly QueueName[],
	alarmArns: readonly string[],
): string {
	const { region } = names.place;
	const rows: Row[] = [
		{
			title: "Age of the last complete scan where it is oldest (s); scopes without one for two periods",
			metrics: [appMetric(names, "OldestCompleteScanSeconds", "Maximum"), appMetric(names, "StaleScopes", "Maximum")],
			view: "singleValue",
			period: 900,
		},
		{
			title: "Scopes of a run",
			metrics: (["ScopesPlanned", "ScopesComplete", "ScopesIncomplete", "ScopesFailed"] as const).map((name) =>
				appMetric(names, name, "Maximum"),
			),
			period: 3600,
		},
		{ title: "Duration of a run (s)", metrics: [appMetric(names, "RunSeconds", "Maximum")], period: 3600 },
		{
			title: "One scope: reading (s), calls to AWS, resources",
			metrics: [appMetric(names, "ScanSeconds", "p90"), appMetric(names, "ScanCalls", "p90"), appMetric(names, "ResourcesScanned", "Sum")],
		},
		{
			title: "Alerts: sent, waiting, rejected",
			metrics: [
				appMetric(names, "AlertsSent", "Sum"),
				appMetric(names, "AlertsWaiting", "Maximum"),
				appMetric(names, "AlertsRejected", "Sum"),
			],
		},
		{ title: "How long the oldest alert has waited (s)", metrics: [appMetric(names, "OldestAlertSeconds", "Maximum")] },
		{
			title: "Changes: events, looks, seconds to publication",
			metrics: [
				appMetric(names, "ChangesReceived", "Sum"),
				appMetric(names, "ChangesAssessed", "Sum"),
				appMetric(names, "ChangeSeconds", "p90"),
			],
		},
		...(functions.includes("sync-findings")
			? [
					{
						title: metrics.FindingsSynced.meaning,
						metrics: [appMetric(names, "FindingsSynced", "Sum"), appMetric(names, "FindingsRefused", "Sum")],
					},
				]
			: []),
		...(functions.includes("remediate")
			? [
					{
						title: "Repairs: made, refused, taken back, failed; seconds to a repair",
						metrics: [
							...(["Remediations", "Refusals", "Rollbacks", "RemediationFailures"] as const).map((name) => appMetric(names, name, "Sum")),
							appMetric(names, "SecondsToRemediate", "p90"),
						],
					},
				]
			: []),
		{
			title: "Dead letters",
			metrics: [...queues.map((name) => names.deadLetters(name)), names.undelivered].map((queue) =>
				queueMetric(queue, "ApproximateNumberOfMessagesVisible", "Maximum"),
			),
		},
		{
			title: "Age of the oldest message (s)",
			metrics: queues.map((name) => queueMetric(names.queue(name), "ApproximateAgeOfOldestMessage", "Maximum")),
		},
		{ title: "Errors", metrics: functions.map((name) => functionMetric(names, name, "Errors", "Sum")) },
		{ title: "Throttles", metrics: functions.map((name) => functionMetric(names, name, "Throttles", "Sum")) },
		{ title: "Longest duration (ms)", metrics: functions.map((name) => functionMetric(names, name, "Duration", "Maximum")) },
		{ title: "At a time", metrics: functions.map((name) => functionMetric(names, name, "ConcurrentExecutions", "Maximum")) },
		{
			title: "Runs: started, succeeded, failed, timed out",
			metrics: ["ExecutionsStarted", "ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut"].map((name) =>
				machineMetric(names, name),
			),
			period: 3600,
		},
		{
			title: "A month at the rate of this day (USD, estimate)",
			metrics: [],
			period: 86_400,
			formula: { label: "USD a month", of: costFormula(names, functions) },
		},
	];
	const height = 6;
	const widgets = rows.map(({ title, metrics: shown, view = "timeSeries", period = 300, formula }, index) => ({
		type: "metric",
		x: (index % 3) * 8,
		y: 4 + Math.floor(index / 3) * height,
		width: 8,
		height,
		properties: {
			title,
			region,
			view,
			period,
			stacked: false,
			metrics: [
				...shown.map((metric) => plotted(metric, {})),
				...(formula
					? [
							...Object.entries(formula.of.metrics).map(([id, metric]) => plotted(metric, { id, visible: false })),
							[{ expression: formula.of.expression, label: formula.label, id: "result" }],
						]
					: []),
			],
		},
	}));
	return JSON.stringify({
		widgets: [{ type: "alarm", x: 0, y: 0, width: 24, height: 4, properties: { title: "Alarms", alarms: alarmArns } }, ...widgets],
	});
}

const plotted = ({ namespace, name, dimensions, stat }: Metric, options: Readonly<Record<string, unknown>>): unknown[] => [
	namespace,
	name,
	...Object.entries(dimensions).flat(),
	{ stat, ...options },
];
