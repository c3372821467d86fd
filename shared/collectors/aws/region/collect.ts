import type { AwsCaller } from "../../../aws/caller.ts";
import { seen, unread } from "../../../core/observed.ts";
import type { Region } from "../../../core/resources/region.ts";
import type { Collected, RegionFacts } from "../../ports.ts";
import { mapSeen, whole } from "../shapes.ts";
import { readGuardDuty } from "./guardduty.ts";
import { readMetricFilters, readTrails } from "./trails.ts";

/**
 * The one resource that stands for the region. How many databases and clusters there are, and the event subscriptions, are left to the join
 * over the collected resources: they are unread with the cause `skipped` here.
 */
export async function collectRegionSettings(aws: AwsCaller, facts: RegionFacts): Promise<Collected> {
	const { partition, account, region } = aws.scope;
	const [trails, alarms, backup, guardDuty] = await Promise.all([readTrails(aws), facts.alarms(), facts.backup(), readGuardDuty(aws)]);
	const settings: Region = {
		kind: "aws.Region",
		...aws.scope,
		arn: `arn:${partition}:account:${region}:${account}:region`,
		name: region,
		tags: seen({}),
		databases: unjoined("rds", "DescribeDBInstances"),
		eksClusters: unjoined("eks", "ListClusters"),
		eventSubscriptions: unjoined("rds", "DescribeEventSubscriptions"),
		trails: trails.trails,
		metricFilters: await readMetricFilters(aws, trails, alarms),
		backupPlans: backup.plans,
		backupVaults: mapSeen(whole(backup.vaults), (vaults) => vaults.length),
		backupReportPlans: backup.reportPlans,
		guardDuty,
	};
	return { resources: [settings], errors: [] };
}

const unjoined = (service: string, operation: string) =>
	unread({ service, operation, cause: "skipped", message: "The resources of the region were not joined." });
