import {
	DescribeNetworkInterfacesCommand,
	DescribeSecurityGroupRulesCommand,
	DescribeSecurityGroupsCommand,
	GetManagedPrefixListEntriesCommand,
	type NetworkInterface,
	type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { DescribeDBClustersCommand, DescribeDBInstancesCommand, DescribeDBProxiesCommand } from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import { type Observed, seen, type Unread, unread } from "../../core/observed.ts";
import type { Reading, RepairTarget } from "../action.ts";
import { unreadable } from "../decisions.ts";

/** An ingress rule whose source is a range of addresses or a prefix list. */
export interface AddressRule {
	readonly id: string;
	/** As EC2 names it: tcp, udp, -1, or a number. */
	readonly protocol: string;
	readonly fromPort: number;
	readonly toPort: number;
	readonly source: { readonly kind: "ipv4" | "ipv6" | "prefixList"; readonly value: string };
	/** The source itself, or the entries of the prefix list. */
	readonly cidrs: readonly string[];
	readonly description?: string;
	/** Without those that AWS keeps for itself. */
	readonly tags: Readonly<Record<string, string>>;
}

/** A database or proxy that carries the group; no port while it has none yet. */
export interface GuardedDatabase {
	readonly name: string;
	readonly port?: number;
}

export interface GroupState {
	readonly groupId: string;
	readonly name: string;
	readonly owner: string;
	readonly rules: readonly AddressRule[];
	readonly databases: readonly GuardedDatabase[];
	/** Network interfaces that carry the group and belong to no database. */
	readonly others: readonly string[];
}

/** What a security group admits, and to what. */
export async function readGroup(target: RepairTarget, aws: AwsCaller): Promise<Reading<GroupState>> {
	const groupId = target.arn.split("/").at(-1) ?? "";
	const answer = await aws.call("ec2", new DescribeSecurityGroupsCommand({ GroupIds: [groupId] }));
	if ("unread" in answer) return unreadable(answer, `Security group ${groupId}`);
	const group = answer.value.SecurityGroups?.[0];
	if (!group) return { unread: incomplete("ec2", "DescribeSecurityGroups", "SecurityGroups") };
	const [listed, databases, interfaces] = await Promise.all([
		aws.list(
			"ec2",
			(NextToken) =>
				new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [groupId] }], MaxResults: 1000, NextToken }),
			(page) => page.SecurityGroupRules,
			(page) => page.NextToken,
		),
		readDatabases(groupId, aws),
		aws.list(
			"ec2",
			(NextToken) =>
				new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "group-id", Values: [groupId] }], MaxResults: 1000, NextToken }),
			(page) => page.NetworkInterfaces,
			(page) => page.NextToken,
		),
	]);
	const failure = listed.failure ?? interfaces.failure;
	if (failure) return { unread: failure };
	if ("unread" in databases) return databases;
	const rules = await addressRules(listed.items, aws);
	if ("unread" in rules) return rules;
	return {
		state: {
			groupId,
			name: group.GroupName ?? groupId,
			owner: group.OwnerId ?? target.account,
			rules: rules.value,
			databases: databases.value,
			others: interfaces.items.filter((one) => !isOfDatabase(one)).map((one) => one.NetworkInterfaceId ?? "an interface"),
		},
	};
}

/** RDS makes the interfaces of its databases and proxies itself. */
const isOfDatabase = ({ RequesterManaged, RequesterId, Description }: NetworkInterface): boolean =>
	RequesterManaged === true &&
	(RequesterId === "amazon-rds" || Description === "RDSNetworkInterface" || /^Network interface for DBProxy\b/.test(Description ?? ""));

const proxyPorts: Readonly<Record<string, number>> = { MYSQL: 3306, POSTGRESQL: 5432, SQLSERVER: 1433 };

async function readDatabases(groupId: string, aws: AwsCaller): Promise<Observed<GuardedDatabase[]>> {
	const [instances, clusters, proxies] = await Promise.all([
		aws.list(
			"rds",
			(Marker) => new DescribeDBInstancesCommand({ MaxRecords: 100, Marker }),
			(page) => page.DBInstances,
			(page) => page.Marker,
		),
		aws.list(
			"rds",
			(Marker) => new DescribeDBClustersCommand({ MaxRecords: 100, Marker }),
			(page) => page.DBClusters,
			(page) => page.Marker,
		),
		aws.list(
			"rds",
			(Marker) => new DescribeDBProxiesCommand({ MaxRecords: 100, Marker }),
			(page) => page.DBProxies,
			(page) => page.Marker,
		),
	]);
	const failure = instances.failure ?? clusters.failure ?? proxies.failure;
	if (failure) return unread(failure);
	const carries = (groups: readonly { VpcSecurityGroupId?: string | undefined }[] | undefined) =>
		(groups ?? []).some(({ VpcSecurityGroupId }) => VpcSecurityGroupId === groupId);
	const database = (name: string | undefined, port: number | undefined): GuardedDatabase =>
		port ? { name: name ?? "", port } : { name: name ?? "" };
	return seen([
		...instances.items
			.filter(({ VpcSecurityGroups }) => carries(VpcSecurityGroups))
			.map(({ DBInstanceIdentifier, Endpoint, DbInstancePort }) => database(DBInstanceIdentifier, Endpoint?.Port ?? DbInstancePort)),
		...clusters.items
			.filter(({ VpcSecurityGroups }) => carries(VpcSecurityGroups))
			.map(({ DBClusterIdentifier, Port }) => database(DBClusterIdentifier, Port)),
		...proxies.items
			.filter(({ VpcSecurityGroupIds }) => VpcSecurityGroupIds?.includes(groupId))
			.map(({ DBProxyName, EngineFamily }) => database(DBProxyName, proxyPorts[EngineFamily ?? ""])),
	]);
}

async function addressRules(rules: readonly SecurityGroupRule[], aws: AwsCaller): Promise<Observed<AddressRule[]>> {
	const read: AddressRule[] = [];
	for (const rule of rules) {
		if (rule.IsEgress !== false) continue;
		const source = sourceOf(rule);
		if (!source) continue;
		const { SecurityGroupRuleId: id, IpProtocol: protocol } = rule;
		if (!id || !protocol) return unread(incomplete("ec2", "DescribeSecurityGroupRules", "SecurityGroupRuleId or IpProtocol"));
		const cidrs = source.kind === "prefixList" ? await entriesOf(source.value, aws) : seen([source.value]);
		if ("unread" in cidrs) return cidrs;
		read.push({
			id,
			protocol,
			fromPort: rule.FromPort ?? -1,
			toPort: rule.ToPort ?? -1,
			source,
			cidrs: cidrs.value,
			...(rule.Description ? { description: rule.Description } : {}),
			tags: Object.fromEntries((rule.Tags ?? []).flatMap(({ Key, Value }) => (Key && !Key.startsWith("aws:") ? [[Key, Value ?? ""]] : []))),
		});
	}
	return seen(read);
}

function sourceOf({ CidrIpv4, CidrIpv6, PrefixListId }: SecurityGroupRule): AddressRule["source"] | undefined {
	if (CidrIpv4) return { kind: "ipv4", value: CidrIpv4 };
	if (CidrIpv6) return { kind: "ipv6", value: CidrIpv6 };
	return PrefixListId ? { kind: "prefixList", value: PrefixListId } : undefined;
}

async function entriesOf(PrefixListId: string, aws: AwsCaller): Promise<{ value: string[] } | { unread: Unread }> {
	const entries = await aws.list(
		"ec2",
		(NextToken) => new GetManagedPrefixListEntriesCommand({ PrefixListId, MaxResults: 100, NextToken }),
		(page) => page.Entries,
		(page) => page.NextToken,
	);
	return entries.failure ? unread(entries.failure) : seen(entries.items.flatMap(({ Cidr }) => Cidr ?? []));
}
