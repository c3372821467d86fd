import { describe, expect, it } from "vitest";
import { buildNetwork } from "../../../shared/collectors/aws/network/network.ts";
import { need } from "../../../shared/core/observed.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";

const group = (GroupId: string, ...IpPermissions: object[]) => ({
	GroupId,
	GroupName: GroupId === "sg-default" ? "default" : GroupId,
	OwnerId: "111122223333",
	VpcId: "vpc-1",
	IpPermissions,
	IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }], Ipv6Ranges: [{ CidrIpv6: "::/0" }] }],
	Tags: [{ Key: "team", Value: "payments" }],
});
const answers: Record<string, Answer> = {
	"ec2:DescribeSecurityGroups": paged(
		"SecurityGroups",
		[
			[
				group("sg-default"),
				group(
					"sg-web",
					{ IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "VPN" }], PrefixListIds: [] },
					{ IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6: "::/0" }] },
				),
			],
			[
				group(
					"sg-list",
					{ IpProtocol: "6", FromPort: 1, ToPort: 2, PrefixListIds: [{ PrefixListId: "pl-1" }, { PrefixListId: "pl-empty" }] },
					{ IpProtocol: "17", UserIdGroupPairs: [{ GroupId: "sg-web" }] },
				),
				group("sg-list-2", { IpProtocol: "tcp", FromPort: 1, ToPort: 2, PrefixListIds: [{ PrefixListId: "pl-1" }] }),
			],
		],
		"NextToken",
		"NextToken",
	),
	"ec2:DescribeSubnets": {
		Subnets: [
			{ SubnetId: "subnet-a", VpcId: "vpc-1", AvailabilityZone: "eu-west-1a" },
			{ SubnetId: "subnet-b", VpcId: "vpc-1", AvailabilityZone: "eu-west-1b" },
		],
	},
	"ec2:DescribeRouteTables": {
		RouteTables: [
			{ VpcId: "vpc-1", Associations: [{ Main: true }], Routes: [] },
			{
				VpcId: "vpc-1",
				Associations: [{ SubnetId: "subnet-b" }],
				Routes: [{ DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1", State: "active" }],
			},
		],
	},
	"ec2:DescribeVpcs": { Vpcs: [{ VpcId: "vpc-1", IsDefault: true }] },
	"ec2:GetManagedPrefixListEntries": ({ PrefixListId }) => ({ Entries: PrefixListId === "pl-1" ? [{ Cidr: "203.0.113.0/24" }] : [] }),
};

describe("the network of a region", () => {
	it("computes how something in given groups and subnets is reached", async () => {
		const network = await buildNetwork(fakeCaller(answers));
		expect(need(network.exposure(["sg-web", "sg-list"], ["subnet-a", "subnet-b"], undefined))).toEqual({
			vpcId: "vpc-1",
			defaultVpc: true,
			securityGroups: ["sg-web", "sg-list"],
			subnets: [
				{ id: "subnet-a", public: false, availabilityZone: "eu-west-1a" },
				{ id: "subnet-b", public: true, availabilityZone: "eu-west-1b" },
			],
			ingress: [
				{
					protocol: "tcp",
					fromPort: 5432,
					toPort: 5432,
					source: { kind: "cidr", value: "10.0.0.0/8", description: "VPN" },
					cidrs: ["10.0.0.0/8"],
				},
				{ protocol: "all", fromPort: 0, toPort: 65535, source: { kind: "cidr", value: "::/0" }, cidrs: ["::/0"] },
				{ protocol: "tcp", fromPort: 1, toPort: 2, source: { kind: "prefixList", value: "pl-1" }, cidrs: ["203.0.113.0/24"] },
				{ protocol: "udp", fromPort: 0, toPort: 65535, source: { kind: "securityGroup", value: "sg-web" }, cidrs: [] },
			],
		});
	});

	it("lists security groups of all pages with their tags and rule counts", async () => {
		const { securityGroups } = await buildNetwork(fakeCaller(answers));
		expect(securityGroups.items.map(({ groupId, isDefault }) => [groupId, isDefault])).toEqual([
			["sg-default", true],
			["sg-web", false],
			["sg-list", false],
			["sg-list-2", false],
		]);
		expect(securityGroups.items[0]).toMatchObject({
			arn: "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-default",
			egressRules: 2,
			ingress: [],
			tags: { value: { team: "payments" } },
		});
	});

	it("reads each thing once: two pages of groups, one of the rest, one call a prefix list", async () => {
		const aws = fakeCaller(answers);
		const network = await buildNetwork(aws);
		const first = network.exposure(["sg-web"], ["subnet-a"], "vpc-1");
		expect(network.exposure(["sg-web"], ["subnet-a"], "vpc-1")).toBe(first);
		expect(aws.count()).toBe(7);
		expect(aws.count("ec2:GetManagedPrefixListEntries")).toBe(2);
	});

	it("leaves the exposure unread when routes, groups, subnets or prefix lists are denied", async () => {
		for (const operation of ["DescribeRouteTables", "DescribeSecurityGroups", "DescribeSubnets", "GetManagedPrefixListEntries"]) {
			const network = await buildNetwork(fakeCaller({ ...answers, [`ec2:${operation}`]: fails("denied") }));
			const exposure = network.exposure(["sg-list"], ["subnet-a"], "vpc-1");
			expect(exposure).toHaveProperty("unread.operation", operation);
			expect(exposure).toHaveProperty("unread.cause", "denied");
		}
	});

	it("only loses the default VPC when VPCs are denied", async () => {
		const network = await buildNetwork(fakeCaller({ ...answers, "ec2:DescribeVpcs": fails("denied") }));
		expect(need(network.exposure(["sg-web"], ["subnet-a"], "vpc-1")).defaultVpc).toBeUndefined();
	});

	it("keeps the rule of an unread prefix list without ranges, so that nothing takes it for closed", async () => {
		const { securityGroups } = await buildNetwork(fakeCaller({ ...answers, "ec2:GetManagedPrefixListEntries": fails("denied") }));
		const list = securityGroups.items.find(({ groupId }) => groupId === "sg-list-2");
		expect(list?.ingress).toMatchObject([{ source: { kind: "prefixList", value: "pl-1" }, cidrs: [] }]);
	});

	it("does not know groups and subnets that AWS does not list", async () => {
		const network = await buildNetwork(fakeCaller(answers));
		expect(network.exposure(["sg-gone"], [], undefined)).toHaveProperty("unread.cause", "notFound");
		expect(network.exposure([], ["subnet-gone"], undefined)).toHaveProperty("unread.cause", "notFound");
	});

	it("keeps the groups of the pages before a failure, and blames the failure for the others", async () => {
		const broken = paged("SecurityGroups", [[group("sg-web")], []], "NextToken", "NextToken");
		const network = await buildNetwork(
			fakeCaller({ ...answers, "ec2:DescribeSecurityGroups": (input) => (input.NextToken ? fails("throttled") : broken(input)) }),
		);
		expect(network.securityGroups.failure?.cause).toBe("throttled");
		expect(network.exposure(["sg-web"], [], undefined)).toHaveProperty("value.ingress", []);
		expect(network.exposure(["sg-list"], [], undefined)).toHaveProperty("unread.cause", "throttled");
	});
});
