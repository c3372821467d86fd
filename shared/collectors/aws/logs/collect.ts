import {
	DescribeLogGroupsCommand,
	DescribeResourcePoliciesCommand,
	FilterLogEventsCommand,
	ListTagsForResourceCommand,
	type ResourcePolicy,
	type LogGroup as SdkLogGroup,
} from "@aws-sdk/client-cloudwatch-logs";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { mapBounded } from "../../../aws/concurrency.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { Alarm, LogGroup } from "../../../core/resources/logs.ts";
import type { CollectorOptions } from "../../options.ts";
import type { Collected, Listing, RegionFacts } from "../../ports.ts";
import { listingErrors, mapSeen, whole } from "../shapes.ts";
import { countSecrets } from "./secret-patterns.ts";
import { logSource } from "./source.ts";

const hour = 3_600_000;
/** How far back, and how many events, the look into a log group goes: one call. */
const sample = { milliseconds: 24 * hour, events: 1000 };

/**
 * All log groups and alarms of a region. Tags are read for the groups of databases and EKS clusters only: they take one call for each, and an
 * account has thousands of other groups.
 */
export async function collectLogs(aws: AwsCaller, facts: RegionFacts, options: CollectorOptions): Promise<Collected> {
	const wanted = options.kinds.has("logs.LogGroup");
	const [groups, policies, alarms] = await Promise.all([
		wanted ? listGroups(aws) : nothing<SdkLogGroup>(),
		wanted ? listPolicies(aws) : nothing<ResourcePolicy>(),
		options.kinds.has("cloudwatch.Alarm") ? facts.alarms() : nothing<Alarm>(),
	]);
	const resourcePolicies = mapSeen(whole(policies), (all) =>
		all.map(({ policyName, policyDocument }) => ({ name: policyName ?? "", document: { json: policyDocument ?? "" } })),
	);
	const resources = await mapBounded(groups.items, 64, (group) => readLogGroup(aws, group, resourcePolicies, options));
	return {
		resources: [...resources, ...alarms.items],
		errors: [...listingErrors(aws.scope, groups, "logs.LogGroup"), ...listingErrors(aws.scope, alarms, "cloudwatch.Alarm")],
	};
}

const nothing = <T>(): Listing<T> => ({ items: [] });

const listGroups = (aws: AwsCaller) =>
	aws.list(
		"logs",
		(nextToken) => new DescribeLogGroupsCommand({ limit: 50, nextToken }),
		(page) => page.logGroups,
		(page) => page.nextToken,
	);

const listPolicies = (aws: AwsCaller) =>
	aws.list(
		"logs",
		(nextToken) => new DescribeResourcePoliciesCommand({ limit: 50, nextToken }),
		(page) => page.resourcePolicies,
		(page) => page.nextToken,
	);

async function readLogGroup(
	aws: AwsCaller,
	group: SdkLogGroup,
	resourcePolicies: LogGroup["resourcePolicies"],
	{ inspectLogEvents, now }: CollectorOptions,
): Promise<LogGroup> {
	const { partition, region, account } = aws.scope;
	const name = group.logGroupName ?? "";
	const arn = group.logGroupArn ?? group.arn?.replace(/:\*$/, "") ?? `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
	const source = logSource(name, aws.scope);
	const [tags, secretsFound] = await Promise.all([
		source ? readTags(aws, arn) : unread({ service: "logs", operation: "ListTagsForResource", cause: "skipped", message: untagged }),
		inspectLogEvents && source?.includes(":rds:") ? inspect(aws, name, now) : undefined,
	]);
	return {
		kind: "logs.LogGroup",
		...aws.scope,
		arn,
		name,
		tags,
		retentionDays: group.retentionInDays,
		kmsKeyId: group.kmsKeyId,
		storedBytes: group.storedBytes,
		logClass: group.logGroupClass,
		source,
		resourcePolicies,
		secretsFound,
	};
}

const untagged = "Tags are read only for the log groups of databases and EKS clusters.";

const readTags = async (aws: AwsCaller, resourceArn: string): Promise<LogGroup["tags"]> =>
	mapSeen(await aws.call("logs", new ListTagsForResourceCommand({ resourceArn })), ({ tags }) => tags ?? {});

type Found = Extract<LogGroup["secretsFound"], { value: unknown }>["value"];

async function inspect(aws: AwsCaller, logGroupName: string, now: number): Promise<Observed<Found>> {
	const answer = await aws.call(
		"logs",
		new FilterLogEventsCommand({ logGroupName, startTime: now - sample.milliseconds, limit: sample.events, startFromHead: false }),
	);
	if ("unread" in answer) return answer;
	const { events } = answer.value;
	if (!events) return unread(incomplete("logs", "FilterLogEvents", "events"));
	return seen({ eventsRead: events.length, kinds: countSecrets(events.flatMap(({ message }) => message ?? [])) });
}
