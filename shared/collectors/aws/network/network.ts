import {
	DescribeRouteTablesCommand,
	DescribeSecurityGroupsCommand,
	DescribeSubnetsCommand,
	DescribeVpcsCommand,
	GetManagedPrefixListEntriesCommand,
	type SecurityGroup,
} from "@aws-sdk/client-ec2";
import type { AwsCaller } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { Exposure } from "../../../core/resources/network.ts";
import type { Scope } from "../../../core/scope.ts";
import type { Listing, NetworkFacts, SecurityGroupFacts } from "../../ports.ts";
import { allSeen, mapSeen, present, tagsOf, whole } from "../shapes.ts";
import { countRules, ingressRules, type PrefixLists, prefixListsOf } from "./ingress.ts";
import { publicSubnets, routedPrefixLists } from "./routes.ts";

/**
 * The network of a region: security groups, subnets, route tables and VPCs, listed once each, and the entries of the prefix lists that
 * ingress rules and internet routes name, read once each.
 */
export async function buildNetwork(aws: AwsCaller): Promise<NetworkFacts> {
	const [groups, subnets, tables, vpcs] = await Promise.all([
		aws.list(
			"ec2",
			(NextToken) => new DescribeSecurityGroupsCommand({ MaxResults: 1000, NextToken }),
			(page) => page.SecurityGroups,
			(page) => page.NextToken,
		),
		aws.list(
			"ec2",
			(NextToken) => new DescribeSubnetsCommand({ MaxResults: 1000, NextToken }),
			(page) => page.Subnets,
			(page) => page.NextToken,
		),
		aws.list(
			"ec2",
			(NextToken) => new DescribeRouteTablesCommand({ MaxResults: 100, NextToken }),
			(page) => page.RouteTables,
			(page) => page.NextToken,
		),
		aws.list(
			"ec2",
			(NextToken) => new DescribeVpcsCommand({ MaxResults: 1000, NextToken }),
			(page) => page.Vpcs,
			(page) => page.NextToken,
		),
	]);
	const prefixLists = await readPrefixLists(aws, [
		...groups.items.flatMap((group) => prefixListsOf(group.IpPermissions)),
		...routedPrefixLists(tables.items),
	]);

	const byGroup = new Map(
		groups.items.flatMap((group) => (group.GroupId ? [[group.GroupId, securityGroupFacts(aws.scope, group, prefixLists)] as const] : [])),
	);
	const unresolved = new Map(
		groups.items.flatMap((group) => {
			const failed = prefixListsOf(group.IpPermissions)
				.map((id) => prefixLists.get(id))
				.find((entries) => entries && "unread" in entries);
			return group.GroupId && failed && "unread" in failed ? [[group.GroupId, failed] as const] : [];
		}),
	);
	const isPublic = publicSubnets(subnets.items, tables, prefixLists);
	const bySubnet = new Map(subnets.items.map((subnet) => [subnet.SubnetId, subnet]));
	const defaultVpcs = new Map(vpcs.items.map((vpc) => [vpc.VpcId, vpc.IsDefault]));

	const ingressOf = (id: string): Observed<Exposure["ingress"]> => {
		const group = byGroup.get(id);
		return group ? (unresolved.get(id) ?? seen(group.ingress)) : absent(groups, "DescribeSecurityGroups", `security group ${id}`);
	};
	const subnetOf = (id: string): Observed<Exposure["subnets"][number]> => {
		const subnet = bySubnet.get(id);
		if (!subnet) return absent(subnets, "DescribeSubnets", `subnet ${id}`);
		return mapSeen(isPublic.get(id) ?? absent(tables, "DescribeRouteTables", `subnet ${id}`), (reached) => ({
			id,
			public: reached,
			availabilityZone: subnet.AvailabilityZone,
		}));
	};
	const compute = (groupIds: readonly string[], subnetIds: readonly string[], vpcId: string | undefined): Observed<Exposure> => {
		const ingress = allSeen(groupIds.map(ingressOf));
		if ("unread" in ingress) return ingress;
		const placed = allSeen(subnetIds.map(subnetOf));
		if ("unread" in placed) return placed;
		const vpc = vpcId ?? subnetIds.map((id) => bySubnet.get(id)?.VpcId).find(present);
		return seen({
			vpcId: vpc,
			securityGroups: [...groupIds],
			ingress: ingress.value.flat(),
			subnets: placed.value,
			defaultVpc: vpc === undefined ? undefined : defaultVpcs.get(vpc),
		});
	};
	// Fleets share groups and subnets: one object for all who have the same.
	const known = new Map<string, Observed<Exposure>>();
	return {
		securityGroups: { ...groups, items: [...byGroup.values()] },
		exposure(groupIds, subnetIds, vpcId) {
			const key = JSON.stringify([groupIds, subnetIds, vpcId]);
			const exposure = known.get(key) ?? compute(groupIds, subnetIds, vpcId);
			known.set(key, exposure);
			return exposure;
		},
	};
}

async function readPrefixLists(aws: AwsCaller, ids: readonly string[]): Promise<PrefixLists> {
	return new Map(
		await Promise.all(
			[...new Set(ids)].map(async (id) => {
				const entries = await aws.list(
					"ec2",
					(NextToken) => new GetManagedPrefixListEntriesCommand({ PrefixListId: id, MaxResults: 100, NextToken }),
					(page) => page.Entries,
					(page) => page.NextToken,
				);
				return [id, mapSeen(whole(entries), (all) => all.flatMap(({ Cidr }) => Cidr ?? []))] as const;
			}),
		),
	);
}

function securityGroupFacts(scope: Scope, group: SecurityGroup, prefixLists: PrefixLists): SecurityGroupFacts {
	const groupId = group.GroupId ?? "";
	return {
		kind: "ec2.SecurityGroup",
		...scope,
		arn: group.SecurityGroupArn ?? `arn:${scope.partition}:ec2:${scope.region}:${group.OwnerId ?? scope.account}:security-group/${groupId}`,
		name: group.GroupName ?? groupId,
		tags: seen(tagsOf(group.Tags)),
		groupId,
		vpcId: group.VpcId,
		description: group.Description,
		isDefault: group.GroupName === "default",
		ingress: ingressRules(group.IpPermissions, prefixLists),
		egressRules: countRules(group.IpPermissionsEgress),
	};
}

const absent = (listing: Listing<unknown>, operation: string, what: string) =>
	unread(listing.failure ?? { service: "ec2", operation, cause: "notFound", message: `AWS lists no ${what} in this region.` });
