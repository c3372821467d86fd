import {
	type AdvancedEventSelector,
	DescribeTrailsCommand,
	GetEventSelectorsCommand,
	type GetEventSelectorsResponse,
	GetTrailStatusCommand,
	type Trail as SdkTrail,
} from "@aws-sdk/client-cloudtrail";
import { DescribeMetricFiltersCommand } from "@aws-sdk/client-cloudwatch-logs";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { Alarm } from "../../../core/resources/logs.ts";
import type { MetricFilter, Region, Trail } from "../../../core/resources/region.ts";
import type { Listing } from "../../ports.ts";
import { allSeen, mapSeen, whole } from "../shapes.ts";

/** The trails that cover the region, those of other home regions and of the organisation included, and where each one logs to. */
export interface Trails {
	readonly trails: Region["trails"];
	/** ARNs of their log groups, without the trailing `:*`. */
	readonly logGroups: readonly string[];
}

/** Trails with their status; event selectors only of those that have custom ones. */
export async function readTrails(aws: AwsCaller): Promise<Trails> {
	const answer = await aws.call("cloudtrail", new DescribeTrailsCommand({ includeShadowTrails: true }));
	if ("unread" in answer) return { trails: answer, logGroups: [] };
	const { trailList } = answer.value;
	if (!trailList) return { trails: unread(incomplete("cloudtrail", "DescribeTrails", "trailList")), logGroups: [] };
	return {
		trails: seen(await Promise.all(trailList.map((trail) => readTrail(aws, trail)))),
		logGroups: [...new Set(trailList.flatMap(({ CloudWatchLogsLogGroupArn }) => CloudWatchLogsLogGroupArn?.replace(/:\*$/, "") ?? []))],
	};
}

async function readTrail(aws: AwsCaller, trail: SdkTrail): Promise<Trail> {
	// Trails of other regions and accounts are known by their ARN only.
	const Name = trail.TrailARN ?? trail.Name;
	const [status, selectors] = await Promise.all([
		aws.call("cloudtrail", new GetTrailStatusCommand({ Name })),
		trail.HasCustomEventSelectors === false ? undefined : aws.call("cloudtrail", new GetEventSelectorsCommand({ TrailName: Name })),
	]);
	return {
		name: trail.Name ?? "",
		arn: trail.TrailARN ?? "",
		multiRegion: trail.IsMultiRegionTrail ?? false,
		logging:
			"value" in status && status.value.IsLogging === undefined
				? unread(incomplete("cloudtrail", "GetTrailStatus", "IsLogging"))
				: mapSeen(status, ({ IsLogging }) => IsLogging === true),
		logGroup: trail.CloudWatchLogsLogGroupArn ? groupName(trail.CloudWatchLogsLogGroupArn) : undefined,
		managementEvents: managementEvents(selectors),
	};
}

/** Does the trail record management events? Without custom selectors it does; absent when the selectors could not be read. */
function managementEvents(selectors: Observed<GetEventSelectorsResponse> | undefined): boolean | undefined {
	if (!selectors) return true;
	if ("unread" in selectors) return undefined;
	const { EventSelectors, AdvancedEventSelectors } = selectors.value;
	return (
		(EventSelectors ?? []).some(({ IncludeManagementEvents }) => IncludeManagementEvents !== false) ||
		(AdvancedEventSelectors ?? []).some(selectsManagement)
	);
}

const selectsManagement = ({ FieldSelectors }: AdvancedEventSelector): boolean =>
	(FieldSelectors ?? []).some(({ Field, Equals }) => Field === "eventCategory" && Equals?.includes("Management") === true);

/** The name in a log group's ARN (`arn:…:log-group:NAME:*`). */
const groupName = (arn: string): string => arn.replace(/:\*$/, "").split(":").slice(6).join(":");

/**
 * The metric filters of the trails' log groups, with the alarms on their metrics. Unread when a log group is of another region or account:
 * a filter may stand there.
 */
export async function readMetricFilters(
	aws: AwsCaller,
	{ trails, logGroups }: Trails,
	alarms: Listing<Alarm>,
): Promise<Region["metricFilters"]> {
	if ("unread" in trails) return trails;
	const { region, account } = aws.scope;
	const elsewhere = logGroups.find((arn) => arn.split(":")[3] !== region || arn.split(":")[4] !== account);
	if (elsewhere)
		return unread({
			service: "logs",
			operation: "DescribeMetricFilters",
			cause: "skipped",
			message: `A trail writes to the log group ${elsewhere} of another region or account.`,
		});
	const filters = await Promise.all(
		logGroups.map(async (arn) => {
			const logGroup = groupName(arn);
			const listing = await aws.list(
				"logs",
				(nextToken) => new DescribeMetricFiltersCommand({ logGroupName: logGroup, limit: 50, nextToken }),
				(page) => page.metricFilters,
				(page) => page.nextToken,
			);
			return mapSeen(whole(listing), (all) =>
				all.map(
					(filter): MetricFilter => ({
						name: filter.filterName ?? "",
						logGroup,
						pattern: filter.filterPattern ?? "",
						alarms: mapSeen(whole(alarms), (known) =>
							known
								.filter((alarm) =>
									(filter.metricTransformations ?? []).some(
										({ metricName, metricNamespace }) => metricName === alarm.metricName && metricNamespace === alarm.namespace,
									),
								)
								.map(({ name, actionsEnabled, alarmActions }) => ({
									name,
									hasActions: actionsEnabled !== false && alarmActions.length > 0,
								})),
						),
					}),
				),
			);
		}),
	);
	return mapSeen(allSeen(filters), (all) => all.flat());
}
