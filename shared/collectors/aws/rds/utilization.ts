import { GetMetricDataCommand, type MetricDataQuery, type MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { mapBounded } from "../../../aws/concurrency.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { DbInstance } from "../../../core/resources/index.ts";

type Utilization = Extract<DbInstance["utilization"], { value: unknown }>["value"];

const days = 7;
const dayLength = 86_400_000;

/** Each metric of an instance: what it is called here, in CloudWatch, and by which statistic. */
const metrics = [
	["cpuAverage", "CPUUtilization", "Average"],
	["cpuMaximum", "CPUUtilization", "Maximum"],
	["connections", "DatabaseConnections", "Maximum"],
	["reads", "ReadIOPS", "Average"],
	["writes", "WriteIOPS", "Average"],
] as const;

/** GetMetricData takes 500 queries a call. */
const instancesPerCall = Math.floor(500 / metrics.length);

/** How much each instance was used in the last seven days, in as few calls as GetMetricData allows; a call that fails leaves its instances unread. */
export async function utilizationOf(
	aws: AwsCaller,
	instances: readonly string[],
	now: number,
): Promise<ReadonlyMap<string, DbInstance["utilization"]>> {
	const batches: string[][] = [];
	for (let start = 0; start < instances.length; start += instancesPerCall) batches.push(instances.slice(start, start + instancesPerCall));
	const facts = new Map<string, DbInstance["utilization"]>();
	await mapBounded(batches, 8, async (batch) => {
		const results = await metricResults(aws, batch, now);
		for (const [index, name] of batch.entries()) facts.set(name, "unread" in results ? results : summarize(index, results.value));
	});
	return facts;
}

async function metricResults(
	aws: AwsCaller,
	batch: readonly string[],
	now: number,
): Promise<Observed<ReadonlyMap<string, MetricDataResult[]>>> {
	// Whole hours, as CloudWatch aligns long periods.
	const EndTime = new Date(Math.floor(now / 3_600_000) * 3_600_000);
	const StartTime = new Date(EndTime.getTime() - days * dayLength);
	const MetricDataQueries = batch.flatMap((name, index) =>
		metrics.map(
			([id, MetricName, Stat]): MetricDataQuery => ({
				Id: `${id}_${index}`,
				MetricStat: {
					Metric: { Namespace: "AWS/RDS", MetricName, Dimensions: [{ Name: "DBInstanceIdentifier", Value: name }] },
					Period: dayLength / 1000,
					Stat,
				},
			}),
		),
	);
	const listing = await aws.list(
		"cloudwatch",
		(NextToken) => new GetMetricDataCommand({ MetricDataQueries, StartTime, EndTime, NextToken }),
		(page) => page.MetricDataResults,
		(page) => page.NextToken,
	);
	if (listing.failure) return unread(listing.failure);
	return seen(Map.groupBy(listing.items, ({ Id }) => Id ?? ""));
}

function summarize(index: number, results: ReadonlyMap<string, readonly MetricDataResult[]>): DbInstance["utilization"] {
	const values = new Map<(typeof metrics)[number][0], number[]>();
	for (const [id] of metrics) {
		const parts = results.get(`${id}_${index}`) ?? [];
		if (parts.length === 0 || parts.some(({ StatusCode }) => StatusCode === "InternalError" || StatusCode === "Forbidden"))
			return unread(incomplete("cloudwatch", "GetMetricData", `the metric ${id}`));
		values.set(
			id,
			parts.flatMap(({ Values }) => Values ?? []),
		);
	}
	const average = (id: (typeof metrics)[number][0]) => {
		const numbers = values.get(id) ?? [];
		return numbers.length === 0 ? undefined : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
	};
	const maximum = (id: (typeof metrics)[number][0]) => {
		const numbers = values.get(id) ?? [];
		return numbers.length === 0 ? undefined : Math.max(...numbers);
	};
	const [reads, writes] = [average("reads"), average("writes")];
	const utilization: Utilization = {
		days,
		cpuAverage: average("cpuAverage"),
		cpuMaximum: maximum("cpuMaximum"),
		connectionsMaximum: maximum("connections"),
		iopsAverage: reads === undefined && writes === undefined ? undefined : (reads ?? 0) + (writes ?? 0),
	};
	return seen(utilization);
}
