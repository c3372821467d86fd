import { DescribeNetworkInterfacesCommand, DescribeTagsCommand, type NetworkInterface } from "@aws-sdk/client-ec2";
import type { AwsCaller } from "../../../aws/caller.ts";
import { internetReach } from "../../../core/network.ts";
import { seen, unread } from "../../../core/observed.ts";
import type { Ec2Instance, SecurityGroup } from "../../../core/resources/index.ts";
import type { CollectorOptions } from "../../options.ts";
import type { Collected, RegionFacts } from "../../ports.ts";
import { listingErrors, mapSeen, present, tagsOf, whole } from "../shapes.ts";

type InterfaceUse = Extract<SecurityGroup["interfaces"], { value: unknown }>["value"][number];

/** Security groups with the network interfaces that carry them, and EC2 instances as their interfaces show them. */
export async function collectEc2(aws: AwsCaller, facts: RegionFacts, { kinds }: CollectorOptions): Promise<Collected> {
	const [network, interfaces] = await Promise.all([
		facts.network(),
		aws.list(
			"ec2",
			(NextToken) => new DescribeNetworkInterfacesCommand({ MaxResults: 1000, NextToken }),
			(page) => page.NetworkInterfaces,
			(page) => page.NextToken,
		),
	]);
	const users = Map.groupBy(
		interfaces.items.flatMap((one) => (one.Groups ?? []).map(({ GroupId }) => ({ group: GroupId, use: interfaceUse(one) }))),
		({ group }) => group,
	);
	const groups: SecurityGroup[] = network.securityGroups.items.map((group) => ({
		...group,
		interfaces: interfaces.failure ? unread(interfaces.failure) : seen((users.get(group.groupId) ?? []).map(({ use }) => use)),
	}));

	const attached = kinds.has("ec2.Instance") ? [...Map.groupBy(interfaces.items, ({ Attachment }) => Attachment?.InstanceId)] : [];
	const tags = attached.some(([id]) => id !== undefined) ? await instanceTags(aws) : seen(new Map<string, Record<string, string>>());
	const instances = attached.flatMap(([instanceId, own]): Ec2Instance[] => {
		const addresses = [...new Set(own.flatMap(publicIps))];
		// Another interface of it may stand on a page that is missing: without an address it would look private.
		if (instanceId === undefined || (interfaces.failure && addresses.length === 0)) return [];
		const { partition, account, region } = aws.scope;
		return [
			{
				kind: "ec2.Instance",
				...aws.scope,
				arn: `arn:${partition}:ec2:${region}:${own[0]?.Attachment?.InstanceOwnerId ?? account}:instance/${instanceId}`,
				name: instanceId,
				tags: mapSeen(tags, (all) => all.get(instanceId) ?? {}),
				instanceId,
				publicIps: addresses,
				network: interfaces.failure
					? unread(interfaces.failure)
					: network.exposure(
							distinct(own.flatMap(({ Groups }) => (Groups ?? []).map(({ GroupId }) => GroupId))),
							distinct(own.map(({ SubnetId }) => SubnetId)),
							own.map(({ VpcId }) => VpcId).find(present),
						),
			},
		];
	});
	return {
		resources: [...groups, ...instances],
		errors: [
			...listingErrors(aws.scope, network.securityGroups, "ec2.SecurityGroup"),
			...listingErrors(aws.scope, interfaces, "ec2.Instance"),
		],
	};
}

/** Tags of all instances, a thousand a call: interfaces do not carry them. */
async function instanceTags(aws: AwsCaller) {
	const tags = await aws.list(
		"ec2",
		(NextToken) => new DescribeTagsCommand({ Filters: [{ Name: "resource-type", Values: ["instance"] }], MaxResults: 1000, NextToken }),
		(page) => page.Tags,
		(page) => page.NextToken,
	);
	return mapSeen(
		whole(tags),
		(all) => new Map([...Map.groupBy(all, ({ ResourceId }) => ResourceId ?? "")].map(([id, own]) => [id, tagsOf(own)])),
	);
}

const interfaceUse = (one: NetworkInterface): InterfaceUse => ({
	id: one.NetworkInterfaceId ?? "",
	description: one.Description || undefined,
	publicIp: publicIps(one)[0],
	instanceId: one.Attachment?.InstanceId,
	type: one.InterfaceType,
	vpcId: one.VpcId,
	privateIps: distinct([
		one.PrivateIpAddress,
		...(one.PrivateIpAddresses ?? []).map(({ PrivateIpAddress }) => PrivateIpAddress),
		...(one.Ipv6Addresses ?? []).map(({ Ipv6Address }) => Ipv6Address),
	]),
	prefixes: distinct((one.Ipv4Prefixes ?? []).map(({ Ipv4Prefix }) => Ipv4Prefix)),
});

/** Addresses of the interface that the internet can route to: IPv4 that the gateway translates, then public IPv6. */
const publicIps = ({ Association, PrivateIpAddresses, Ipv6Addresses }: NetworkInterface): string[] =>
	distinct([
		Association?.PublicIp,
		...(PrivateIpAddresses ?? []).map((address) => address.Association?.PublicIp),
		...(Ipv6Addresses ?? []).map(({ Ipv6Address }) => Ipv6Address).filter(isPublicIpv6),
	]);

/** VPCs may also hold private IPv6 ranges. */
const isPublicIpv6 = (address: string | undefined): boolean => address !== undefined && internetReach([`${address}/128`]).reach !== "none";

const distinct = (values: readonly (string | undefined)[]): string[] => [...new Set(values.filter(present))];
