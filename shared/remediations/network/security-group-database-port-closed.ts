import { internetReach, isOpen } from "../../core/network.ts";
import { type ApiCall, defineAction, type Json, type JsonObject, type Level } from "../action.ts";
import { apiCall, busy, compliant, planned, refused } from "../decisions.ts";
import { type AddressRule, type GroupState, readGroup } from "./group-state.ts";
import { admitsAny, type Opening, openings } from "./openness.ts";

export const securityGroupDatabasePortClosed = defineAction<GroupState>({
	id: "security-group-database-port-closed",
	title: "Close the ports of databases to the internet in a security group",
	family: "network",
	kinds: ["ec2.SecurityGroup"],
	rules: [
		"security-group-db2-not-open",
		"security-group-high-risk-ports-not-open",
		"security-group-mongodb-not-open",
		"security-group-mysql-not-open",
		"security-group-neptune-not-open",
		"security-group-not-open-all-ports",
		"security-group-not-open-any-port",
		"security-group-oracle-not-open",
		"security-group-postgresql-not-open",
		"security-group-sqlserver-not-open",
	],
	controls: ["EC2.18", "EC2.19"],
	level: "auto",
	reads: [
		"ec2:DescribeSecurityGroups",
		"ec2:DescribeSecurityGroupRules",
		"ec2:DescribeNetworkInterfaces",
		"ec2:GetManagedPrefixListEntries",
		"rds:DescribeDBInstances",
		"rds:DescribeDBClusters",
		"rds:DescribeDBProxies",
	],
	writes: ["ec2:RevokeSecurityGroupIngress", "ec2:AuthorizeSecurityGroupIngress"],
	alsoNeeds: [{ action: "ec2:CreateTags", why: "the tags of a rule come back with it" }],
	triggers: [
		"ec2:AuthorizeSecurityGroupIngress",
		"ec2:ModifySecurityGroupRules",
		"ec2:ModifyManagedPrefixList",
		"rds:CreateDBInstance",
		"rds:ModifyDBInstance",
		"rds:CreateDBCluster",
		"rds:ModifyDBCluster",
		"RDS-EVENT-0009",
	],
	guards: [
		"Only rules that admit the port of a database or proxy which carries the group are looked at.",
		"By itself it revokes only rules for that one port, which are open to half of the internet or more, in groups that databases alone carry.",
		"Rules for several ports or all protocols, prefix lists and rules that are wide only together wait for approval.",
		"What settings.allowedCidrs covers stays.",
	],
	downtime: "Clients in the revoked ranges can open no new connection; those that are open go on.",
	reversible: true,
	read: readGroup,
	facts: (state) => factsOf(touched(state)),
	plan(state, settings, target) {
		const { groupId, name, databases, rules } = state;
		const label = `Security group ${name} (${groupId})`;
		if (state.owner !== target.account) return refused("wrongPlace", `${label} belongs to account ${state.owner}, which has to change it.`);
		if (databases.length === 0) return refused("unsupported", `No database carries ${label}, so that none of its ports is a database's.`);
		const ports = portsOf(state);
		if (ports.length === 0) return busy(`${databases[0]?.name} has no port yet.`);
		if (isOpen(internetReach(settings.allowedCidrs).reach))
			return refused("settings", "settings.allowedCidrs lets a large part of the internet in.");
		const opening = openings(rules, ports, settings.allowedCidrs);
		if (!opening) return compliant(`${label} does not open ${ports.join(", ")} to the internet.`);
		const revoked = new Set(opening.rules);
		const shown = opening.rules.map(describeRule).join("; ");
		return planned({
			level: levelOf(state, opening),
			calls: [
				apiCall(
					"ec2:RevokeSecurityGroupIngress",
					{ GroupId: groupId, SecurityGroupRuleIds: opening.rules.map(({ id }) => id).sort() },
					`Revoke ${shown}`,
				),
			],
			inverse: restoring(groupId, opening.rules),
			desired: factsOf(touched(state).filter((rule) => !revoked.has(rule))),
			downtime: "Clients in the revoked ranges can open no new connection; those that are open go on.",
			risk: opening.reach === "world" && state.others.length === 0 ? "low" : "medium",
			notes: [
				`${label} guards ${databases.map((database) => database.name).join(", ")}.`,
				...(state.others.length > 0
					? [`${state.others.length} other network interfaces carry it as well: ${state.others.slice(0, 5).join(", ")}.`]
					: []),
				...opening.rules
					.filter((rule) => !isForOnePort(rule))
					.map((rule) => `${rule.id} admits more than the port of the database, all of which is revoked: ${describeRule(rule)}.`),
				...(opening.together ? ["None of the revoked ranges is wide by itself; together they are."] : []),
			],
			hints: {
				terraform: `Remove the aws_vpc_security_group_ingress_rule (or the ingress block of aws_security_group) for ${shown}.`,
				cloudformation: `Remove the entry of SecurityGroupIngress for ${shown}.`,
				sst: "Admit the security group of the clients in transform.securityGroup or in the rules of the VPC.",
			},
		});
	},
});

const portsOf = ({ databases }: GroupState): number[] => [...new Set(databases.flatMap(({ port }) => port ?? []))].sort((a, b) => a - b);

const touched = (state: GroupState): AddressRule[] => state.rules.filter((rule) => admitsAny(rule, portsOf(state)));

const isForOnePort = ({ protocol, fromPort, toPort }: AddressRule): boolean => protocol !== "-1" && fromPort === toPort;

function levelOf({ others }: GroupState, { rules, reach, together }: Opening): Level {
	const plain = rules.every((rule) => isForOnePort(rule) && rule.source.kind !== "prefixList");
	return plain && reach === "world" && !together && others.length === 0 ? "auto" : "approve";
}

const describeRule = ({ protocol, fromPort, toPort, source }: AddressRule): string => {
	const ports = fromPort === toPort ? `${fromPort}` : `${fromPort}-${toPort}`;
	return `${protocol === "-1" ? "all protocols" : `${protocol === "6" ? "tcp" : protocol} ${ports}`} from ${source.value}`;
};

/** A rule without its id, which changes when it comes back. */
const ruleFacts = ({ protocol, fromPort, toPort, source, description, tags }: AddressRule): JsonObject => ({
	protocol: protocol === "6" ? "tcp" : protocol,
	fromPort,
	toPort,
	source: source.value,
	description: description ?? null,
	tags: { ...tags },
});

const factsOf = (rules: readonly AddressRule[]): JsonObject => ({
	ingress: rules.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)).map(ruleFacts),
});

/** EC2 knows no two rules that agree in all of these. */
const place = ({ protocol, fromPort, toPort, source }: AddressRule): string => JSON.stringify([source.value, protocol, fromPort, toPort]);

/** One call for each set of tags, because a call gives all of its rules the same ones. */
function restoring(groupId: string, rules: readonly AddressRule[]): ApiCall[] {
	const byTags = Map.groupBy(rules, ({ tags }) => JSON.stringify(Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))));
	return [...byTags].map(([key, group]) => {
		const tags = (JSON.parse(key) as [string, string][]).map(([Key, Value]) => ({ Key, Value }));
		return apiCall(
			"ec2:AuthorizeSecurityGroupIngress",
			{
				GroupId: groupId,
				IpPermissions: group.map(permission),
				...(tags.length > 0 ? { TagSpecifications: [{ ResourceType: "security-group-rule", Tags: tags }] } : {}),
			},
			`Admit ${group.map(describeRule).join("; ")} again`,
		);
	});
}

function permission({ protocol, fromPort, toPort, source, description }: AddressRule): Json {
	const about = description === undefined ? {} : { Description: description };
	const ranges = {
		ipv4: { IpRanges: [{ CidrIp: source.value, ...about }] },
		ipv6: { Ipv6Ranges: [{ CidrIpv6: source.value, ...about }] },
		prefixList: { PrefixListIds: [{ PrefixListId: source.value, ...about }] },
	}[source.kind];
	// All protocols means all ports, which are then not named.
	return { IpProtocol: protocol, ...(protocol === "-1" ? {} : { FromPort: fromPort, ToPort: toPort }), ...ranges };
}
