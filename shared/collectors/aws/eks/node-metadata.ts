import { DescribeInstancesCommand, type Instance } from "@aws-sdk/client-ec2";
import type { AwsCaller } from "../../../aws/caller.ts";
import type { Observed } from "../../../core/observed.ts";
import type { EksNodeGroup } from "../../../core/resources/eks.ts";
import { mapSeen, tagsOf, whole } from "../shapes.ts";

/** Metadata options of nodes. */
export type NodeMetadata = Extract<NonNullable<EksNodeGroup["metadata"]>, { value: unknown }>["value"];

/** The metadata options of the running nodes by `cluster/group`: the least strict of each group. */
export type RunningNodes = Observed<ReadonlyMap<string, NodeMetadata>>;

/** What running nodes have, where neither launch template nor AMI family tells: the account's defaults are in it too. */
export async function readRunningNodes(aws: AwsCaller): Promise<RunningNodes> {
	const nodes = await aws.list(
		"ec2",
		(NextToken) =>
			new DescribeInstancesCommand({
				Filters: [
					{ Name: "tag-key", Values: ["eks:nodegroup-name"] },
					{ Name: "instance-state-name", Values: ["running"] },
				],
				MaxResults: 1000,
				NextToken,
			}),
		(page) => page.Reservations?.flatMap(({ Instances }) => (Instances ?? []).map(nodeFacts)),
		(page) => page.NextToken,
	);
	return mapSeen(whole(nodes), (all) => {
		const groups = new Map<string, NodeMetadata>();
		for (const { group, metadata } of all) groups.set(group, leastStrict(groups.get(group), metadata));
		return groups;
	});
}

function nodeFacts({ Tags, MetadataOptions }: Instance): { group: string; metadata: NodeMetadata } {
	const tags = tagsOf(Tags);
	return {
		group: `${tags["eks:cluster-name"] ?? ""}/${tags["eks:nodegroup-name"] ?? ""}`,
		metadata: { httpTokens: MetadataOptions?.HttpTokens, hopLimit: MetadataOptions?.HttpPutResponseHopLimit },
	};
}

/** An option that one of the nodes does not name is not known of the group. */
function leastStrict(known: NodeMetadata | undefined, other: NodeMetadata): NodeMetadata {
	if (!known) return other;
	const { hopLimit } = known;
	const tokens = [known.httpTokens, other.httpTokens];
	return {
		httpTokens:
			tokens.find((value) => value !== undefined && value !== "required") ?? (tokens.includes(undefined) ? undefined : "required"),
		hopLimit: hopLimit === undefined || other.hopLimit === undefined ? undefined : Math.max(hopLimit, other.hopLimit),
	};
}
