import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { AwsCaller } from "../../aws/caller.ts";
import type { Reading, RepairTarget } from "../action.ts";

export interface LogGroupState {
	readonly name: string;
	/** Undefined: events never expire. */
	readonly retentionDays?: number;
	readonly kmsKey?: string;
	readonly logClass?: string;
}

/** A log group, found by its whole name. */
export async function readLogGroup(target: RepairTarget, aws: AwsCaller): Promise<Reading<LogGroupState>> {
	const { name } = target;
	const groups = await aws.list(
		"logs",
		(nextToken) => new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 50, nextToken }),
		(page) => page.logGroups,
		(page) => page.nextToken,
	);
	const group = groups.items.find(({ logGroupName }) => logGroupName === name);
	if (!group) return groups.failure ? { unread: groups.failure } : { gone: `Log group ${name} does not exist.` };
	const { retentionInDays, kmsKeyId, logGroupClass } = group;
	return {
		state: {
			name,
			...(retentionInDays === undefined ? {} : { retentionDays: retentionInDays }),
			...(kmsKeyId ? { kmsKey: kmsKeyId } : {}),
			...(logGroupClass ? { logClass: logGroupClass } : {}),
		},
	};
}
