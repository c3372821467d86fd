import { describe, expect, it } from "vitest";
import { securityGroupDatabasePortClosed as action } from "../../../shared/remediations/network/security-group-database-port-closed.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";
import { type State, testSettings } from "../../support/remediation-cases.ts";
import { groupTarget } from "../../support/remediation-others.ts";

const rule = (id: string, changed: object = {}) => ({
	SecurityGroupRuleId: id,
	GroupId: "sg-1",
	IsEgress: false,
	IpProtocol: "tcp",
	FromPort: 5432,
	ToPort: 5432,
	CidrIpv4: "0.0.0.0/0",
	Tags: [],
	...changed,
});
const answers = (rules: object[], more: Record<string, Answer> = {}): Record<string, Answer> => ({
	"ec2:DescribeSecurityGroups": { SecurityGroups: [{ GroupId: "sg-1", GroupName: "databases", OwnerId: "111122223333" }] },
	// One rule a page, so that what is on later pages counts.
	"ec2:DescribeSecurityGroupRules": paged(
		"SecurityGroupRules",
		rules.map((one) => [one]),
		"NextToken",
		"NextToken",
	),
	"ec2:DescribeNetworkInterfaces": {
		NetworkInterfaces: [
			{ NetworkInterfaceId: "eni-db", RequesterManaged: true, RequesterId: "amazon-rds", Description: "RDSNetworkInterface" },
		],
	},
	"rds:DescribeDBInstances": {
		DBInstances: [
			{ DBInstanceIdentifier: "orders", VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1" }], Endpoint: { Port: 5432 } },
			{ DBInstanceIdentifier: "elsewhere", VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-2" }], Endpoint: { Port: 3306 } },
		],
	},
	"rds:DescribeDBClusters": { DBClusters: [] },
	"rds:DescribeDBProxies": { DBProxies: [] },
	...more,
});
const read = (table: Record<string, Answer>) => action.read(groupTarget, fakeCaller(table));
async function decide(rules: object[], more: Record<string, Answer> = {}, settings = testSettings): Promise<State> {
	const reading = await read(answers(rules, more));
	if (!("state" in reading)) throw new Error(JSON.stringify(reading));
	return action.plan(reading.state, settings, groupTarget);
}

describe("what a security group opens to the internet", () => {
	it("revokes by the id of the rule, and can put the rule back with its description and tags", async () => {
		const tags = [
			{ Key: "Owner", Value: "payments" },
			{ Key: "aws:cloudformation:stack-name", Value: "x" },
		];
		const plan = await decide([rule("sgr-1", { Description: "temporary", Tags: tags }), rule("sgr-2", { FromPort: 443, ToPort: 443 })]);
		expect(plan).toMatchObject({
			kind: "plan",
			level: "auto",
			calls: [{ api: "ec2:RevokeSecurityGroupIngress", input: { GroupId: "sg-1", SecurityGroupRuleIds: ["sgr-1"] } }],
			desired: { ingress: [] },
		});
		expect(plan.inverse).toMatchObject([
			{
				api: "ec2:AuthorizeSecurityGroupIngress",
				input: {
					GroupId: "sg-1",
					IpPermissions: [
						{ IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "temporary" }] },
					],
					TagSpecifications: [{ ResourceType: "security-group-rule", Tags: [{ Key: "Owner", Value: "payments" }] }],
				},
			},
		]);
	});

	it("finds the rule on the last page, and both halves of the internet", async () => {
		const plan = await decide([
			rule("sgr-0", { CidrIpv4: "10.0.0.0/8" }),
			rule("sgr-1", { CidrIpv4: "0.0.0.0/1" }),
			rule("sgr-2", { CidrIpv4: "128.0.0.0/1" }),
		]);
		expect(plan).toMatchObject({ level: "auto", calls: [{ input: { SecurityGroupRuleIds: ["sgr-1", "sgr-2"] } }] });
		expect(plan.desired.ingress).toMatchObject([{ source: "10.0.0.0/8" }]);
	});

	it("closes IPv6 as well", async () => {
		expect(await decide([rule("sgr-1", { CidrIpv4: undefined, CidrIpv6: "::/0" })])).toMatchObject({
			level: "auto",
			inverse: [{ input: { IpPermissions: [{ Ipv6Ranges: [{ CidrIpv6: "::/0" }] }] } }],
		});
	});

	it.each([
		["a range of ports", rule("sgr-1", { FromPort: 5000, ToPort: 6000 }), {}],
		["all protocols", rule("sgr-1", { IpProtocol: "-1", FromPort: -1, ToPort: -1 }), {}],
		["part of the internet", rule("sgr-1", { CidrIpv4: "8.0.0.0/6" }), {}],
		[
			"a prefix list",
			rule("sgr-1", { CidrIpv4: undefined, PrefixListId: "pl-1" }),
			{
				"ec2:GetManagedPrefixListEntries": paged("Entries", [[{ Cidr: "10.0.0.0/8" }], [{ Cidr: "0.0.0.0/0" }]], "NextToken", "NextToken"),
			},
		],
		[
			"a group that an application carries too",
			rule("sgr-1"),
			{ "ec2:DescribeNetworkInterfaces": { NetworkInterfaces: [{ NetworkInterfaceId: "eni-app", Description: "RDSNetworkInterface" }] } },
		],
	] as [string, object, Record<string, Answer>][])("waits for approval for %s", async (_what, one, more) => {
		expect(await decide([one], more)).toMatchObject({
			kind: "plan",
			level: "approve",
			calls: [{ input: { SecurityGroupRuleIds: ["sgr-1"] } }],
		});
	});

	it("names ports for all protocols neither when it revokes nor when it admits again", async () => {
		const plan = await decide([rule("sgr-1", { IpProtocol: "-1", FromPort: -1, ToPort: -1 })]);
		expect(plan.inverse[0].input.IpPermissions).toEqual([{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }]);
	});

	it("takes many ranges that are wide only together, but for what is allowed", async () => {
		const blocks = Array.from({ length: 3 }, (_, index) => rule(`sgr-${index}`, { CidrIpv4: `${60 + 2 * index}.0.0.0/8` }));
		expect(await decide([...blocks, rule("sgr-office", { CidrIpv4: "203.0.113.0/24" })])).toMatchObject({
			level: "approve",
			calls: [{ input: { SecurityGroupRuleIds: ["sgr-0", "sgr-1", "sgr-2"] } }],
		});
	});

	it.each([
		["the port of no database", [rule("sgr-1", { FromPort: 443, ToPort: 443 })]],
		["UDP alone", [rule("sgr-1", { IpProtocol: "udp" })]],
		["outgoing traffic", [rule("sgr-1", { IsEgress: true })]],
		["allowed and private ranges", [rule("sgr-1", { CidrIpv4: "203.0.113.0/25" }), rule("sgr-2", { CidrIpv4: "10.0.0.0/8" })]],
		["few addresses", [rule("sgr-1", { CidrIpv4: "198.51.100.7/32" })]],
		["another group", [rule("sgr-1", { CidrIpv4: undefined, ReferencedGroupInfo: { GroupId: "sg-9" } })]],
	])("leaves a group alone that opens %s (M1)", async (_what, rules) => {
		expect(await decide(rules)).toMatchObject({ kind: "compliant" });
	});

	it("looks at the ports of clusters and proxies as well", async () => {
		const groups = [{ VpcSecurityGroupId: "sg-1" }];
		const more = {
			"rds:DescribeDBInstances": { DBInstances: [] },
			"rds:DescribeDBClusters": { DBClusters: [{ DBClusterIdentifier: "main", VpcSecurityGroups: groups, Port: 3307 }] },
			"rds:DescribeDBProxies": { DBProxies: [{ DBProxyName: "pool", VpcSecurityGroupIds: ["sg-1"], EngineFamily: "SQLSERVER" }] },
		};
		expect(
			await decide([rule("sgr-1", { FromPort: 3307, ToPort: 3307 }), rule("sgr-2", { FromPort: 1433, ToPort: 1433 })], more),
		).toMatchObject({
			calls: [{ input: { SecurityGroupRuleIds: ["sgr-1", "sgr-2"] } }],
		});
	});
});

describe("what stays undone", () => {
	it("says nothing of a group that no database carries", async () => {
		expect(await decide([rule("sgr-1")], { "rds:DescribeDBInstances": { DBInstances: [] } })).toMatchObject({
			kind: "refused",
			reason: "unsupported",
		});
	});

	it("waits for the port of a database that is being made", async () => {
		const made = { DBInstances: [{ DBInstanceIdentifier: "new", VpcSecurityGroups: [{ VpcSecurityGroupId: "sg-1" }] }] };
		expect(await decide([rule("sgr-1")], { "rds:DescribeDBInstances": made })).toMatchObject({ kind: "busy" });
	});

	it("leaves a group of another account to that account", async () => {
		const shared = { SecurityGroups: [{ GroupId: "sg-1", GroupName: "shared", OwnerId: "444455556666" }] };
		expect(await decide([rule("sgr-1")], { "ec2:DescribeSecurityGroups": shared })).toMatchObject({
			kind: "refused",
			reason: "wrongPlace",
		});
	});

	it("does not believe an allow-list that lets the world in", async () => {
		expect(await decide([rule("sgr-1")], {}, { ...testSettings, allowedCidrs: ["0.0.0.0/0"] })).toMatchObject({
			kind: "refused",
			reason: "settings",
		});
	});

	it("is gone when EC2 does not know it", async () => {
		expect(await read(answers([], { "ec2:DescribeSecurityGroups": fails("notFound") }))).toHaveProperty("gone");
	});

	it.each(action.reads.filter((api) => api !== "ec2:GetManagedPrefixListEntries"))("is not read without %s", async (api) => {
		expect(await read(answers([rule("sgr-1")], { [api]: fails("denied") }))).toMatchObject({ unread: { cause: "denied" } });
	});

	it("is not read without the entries of its prefix lists", async () => {
		const listed = rule("sgr-1", { CidrIpv4: undefined, PrefixListId: "pl-1" });
		expect(await read(answers([listed], { "ec2:GetManagedPrefixListEntries": fails("denied") }))).toMatchObject({
			unread: { cause: "denied" },
		});
	});

	it("reads by nothing but the calls that it names", async () => {
		const aws = fakeCaller(answers([rule("sgr-1")]));
		await action.read(groupTarget, aws);
		expect(
			aws.calls.map(({ service, operation }) => `${service}:${operation}`).filter((api) => !(action.reads as string[]).includes(api)),
		).toEqual([]);
	});
});
