import { functionTable } from "../../stacks/function-table.ts";
import type { ScopeKind } from "./estate.ts";
import type { Basis } from "./limits.ts";
import type { Measured } from "./measured.ts";
import type { Simulation } from "./simulate.ts";

interface Price {
	readonly usd: number;
	readonly per: string;
	readonly basis: Basis;
	readonly source: string;
}

/** Prices of us-east-1, without free tiers and discounts. */
export const prices = {
	lambda: { usd: 0.0000133334, per: "GB-second (arm64)", basis: "documentation", source: "https://aws.amazon.com/lambda/pricing/" },
	invocation: { usd: 0.2 / 1e6, per: "invocation", basis: "documentation", source: "https://aws.amazon.com/lambda/pricing/" },
	transition: {
		usd: 0.025 / 1000,
		per: "state transition",
		basis: "documentation",
		source: "https://aws.amazon.com/step-functions/pricing/",
	},
	put: { usd: 0.005 / 1000, per: "PUT or LIST", basis: "memory", source: "https://aws.amazon.com/s3/pricing/" },
	get: { usd: 0.0004 / 1000, per: "GET", basis: "memory", source: "https://aws.amazon.com/s3/pricing/" },
	stored: { usd: 0.023, per: "GB-month", basis: "memory", source: "https://aws.amazon.com/s3/pricing/" },
	kms: { usd: 0.03 / 10_000, per: "request", basis: "memory", source: "https://aws.amazon.com/kms/pricing/" },
	sqs: { usd: 0.4 / 1e6, per: "request", basis: "memory", source: "https://aws.amazon.com/sqs/pricing/" },
	logs: { usd: 0.5, per: "GB taken in", basis: "memory", source: "https://aws.amazon.com/cloudwatch/pricing/" },
	metric: { usd: 0.3, per: "custom metric and month", basis: "memory", source: "https://aws.amazon.com/cloudwatch/pricing/" },
	alarm: { usd: 0.1, per: "alarm and month", basis: "memory", source: "https://aws.amazon.com/cloudwatch/pricing/" },
	metricData: { usd: 0.01 / 1000, per: "metric asked for", basis: "memory", source: "https://aws.amazon.com/cloudwatch/pricing/" },
	trace: { usd: 5 / 1e6, per: "trace", basis: "memory", source: "https://aws.amazon.com/xray/pricing/" },
	hub: {
		usd: 0.00003,
		per: "finding (beyond 10,000 an account and region a month)",
		basis: "memory",
		source: "https://aws.amazon.com/security-hub/cspm/pricing/",
	},
} as const satisfies Readonly<Record<string, Price>>;

/** What is assumed of a run beside what was measured. */
export const usage = {
	/** Bytes of log of an invocation, with Lambda's own lines and the metrics. */
	logBytes: 2500,
	/** Of requests to S3 those that lead to one to KMS: the buckets have keys of their own (S3 Bucket Keys, "up to 99 percent" fewer). */
	kmsShare: 0.05,
	/** Of invocations those that X-Ray keeps: one a second and 5 %. */
	traceShare: 0.06,
	/** Metrics of an instance that utilization asks for. */
	metricsOfInstance: 5,
	/** Instances of a small and of the large scope. */
	instances: { empty: 0, global: 0, small: 5, large: 1000 },
	/** Scopes that change between two runs. */
	changing: 0.02,
	runsAMonth: 60,
	/** Days that evidence is kept. */
	evidenceDays: 400,
} as const;

/** A line of the bill. */
export interface Cost {
	readonly what: string;
	readonly amount: string;
	readonly usd: number;
}

const thousands = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** What a run costs, line by line. */
export function costsOfRun(
	simulation: Simulation,
	measured: Measured,
	scopes: Readonly<Record<ScopeKind, number>>,
	statesOfItem: number,
): Cost[] {
	const sum = (pick: (kind: ScopeKind) => number) =>
		(Object.keys(scopes) as ScopeKind[]).reduce((total, kind) => total + scopes[kind] * pick(kind), 0);
	const items = sum(() => 1);
	const gbSeconds =
		(simulation.billed.scan * functionTable["scan-scope"].memory + simulation.billed.publish * functionTable["publish-snapshot"].memory) /
		1024 /
		1000;
	const puts = sum((kind) => measured[kind].objects.put + measured[kind].objects.list);
	const gets = sum((kind) => measured[kind].objects.get);
	// The map writes its results and reads its plan; that is nothing beside the items.
	const transitions = items * statesOfItem;
	const invocations = 2 * items;
	const line = (what: string, count: number, unit: string, usd: number): Cost => ({
		what,
		amount: `${thousands.format(count)} ${unit}`,
		usd,
	});
	const metricData = sum((kind) => usage.instances[kind] * usage.metricsOfInstance);
	return [
		line("Lambda, time", gbSeconds, "GB-s", gbSeconds * prices.lambda.usd),
		line("Lambda, invocations", invocations, "", invocations * prices.invocation.usd),
		line("Step Functions", transitions, "transitions", transitions * prices.transition.usd),
		line("S3, PUT and LIST", puts, "requests", puts * prices.put.usd),
		line("S3, GET", gets, "requests", gets * prices.get.usd),
		line("KMS", (puts + gets) * usage.kmsShare, "requests", (puts + gets) * usage.kmsShare * prices.kms.usd),
		line("CloudWatch Logs", (invocations * usage.logBytes) / 1e6, "MB", ((invocations * usage.logBytes) / 1e9) * prices.logs.usd),
		line("X-Ray", invocations * usage.traceShare, "traces", invocations * usage.traceShare * prices.trace.usd),
		line("CloudWatch GetMetricData (utilization)", metricData, "metrics", metricData * prices.metricData.usd),
	];
}

/** What a month costs beside its runs: storage once as much goes as comes, metrics, alarms, the minute of notify. */
export function costsOfMonth(measured: Measured, scopes: Readonly<Record<ScopeKind, number>>, metrics: number, alarms: number): Cost[] {
	const bytes = (Object.keys(scopes) as ScopeKind[]).reduce((total, kind) => total + scopes[kind] * measured[kind].evidenceBytes, 0);
	const gigabytes = (bytes * usage.runsAMonth * (usage.evidenceDays / 30)) / 1e9;
	const wakes = (30 * 24 * 60) as number;
	const wakeSeconds = 0.5;
	return [
		{ what: `S3, evidence of ${usage.evidenceDays} days`, amount: `${thousands.format(gigabytes)} GB`, usd: gigabytes * prices.stored.usd },
		{ what: "CloudWatch metrics", amount: `${metrics}`, usd: metrics * prices.metric.usd },
		{ what: "CloudWatch alarms", amount: `${alarms}`, usd: alarms * prices.alarm.usd },
		{
			what: "notify, woken every minute",
			amount: `${thousands.format(wakes)} invocations`,
			usd: wakes * (prices.invocation.usd + 3 * prices.sqs.usd + wakeSeconds * (functionTable.notify.memory / 1024) * prices.lambda.usd),
		},
	];
}
