import { describe, expect, it } from "vitest";
import { collectEc2 } from "../../../shared/collectors/aws/ec2/collect.ts";
import { seen } from "../../../shared/core/observed.ts";
import { everything, factsOver, ofKind } from "../../support/aws/around.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";

const pages = [
	[
		{
			NetworkInterfaceId: "eni-1",
			SubnetId: "subnet-a",
			VpcId: "vpc-1",
			Groups: [{ GroupId: "sg-1" }],
			Attachment: { InstanceId: "i-1", InstanceOwnerId: "111122223333" },
		},
		{
			NetworkInterfaceId: "eni-rds",
			Description: "RDSNetworkInterface",
			Groups: [{ GroupId: "sg-1" }],
			Attachment: { InstanceOwnerId: "amazon-rds" },
		},
	],
	[
		{
			NetworkInterfaceId: "eni-2",
			SubnetId: "subnet-a",
			VpcId: "vpc-1",
			Groups: [{ GroupId: "sg-2" }, { GroupId: "sg-1" }],
			Attachment: { InstanceId: "i-1", InstanceOwnerId: "111122223333" },
			Association: { PublicIp: "198.51.100.7" },
			PrivateIpAddresses: [{ Association: { PublicIp: "198.51.100.7" } }, { Association: { PublicIp: "198.51.100.8" } }],
			Ipv6Addresses: [{ Ipv6Address: "2600:1f18::1" }, { Ipv6Address: "fd00::1" }],
		},
	],
];
const answers: Record<string, Answer> = {
	"ec2:DescribeSecurityGroups": { SecurityGroups: ["sg-1", "sg-2", "sg-3"].map((GroupId) => ({ GroupId, GroupName: GroupId })) },
	"ec2:DescribeSubnets": { Subnets: [{ SubnetId: "subnet-a", VpcId: "vpc-1" }] },
	"ec2:DescribeRouteTables": { RouteTables: [{ VpcId: "vpc-1", Associations: [{ Main: true }] }] },
	"ec2:DescribeVpcs": { Vpcs: [] },
	"ec2:DescribeNetworkInterfaces": paged("NetworkInterfaces", pages, "NextToken", "NextToken"),
	"ec2:DescribeTags": { Tags: [{ ResourceId: "i-1", Key: "Name", Value: "bastion" }] },
};
const collect = (changed: Record<string, Answer> = {}) => {
	const aws = fakeCaller({ ...answers, ...changed });
	return { aws, collected: collectEc2(aws, factsOver(aws), everything) };
};

describe("EC2", () => {
	it("shows an instance as the union of its interfaces on all pages", async () => {
		const [instance, ...others] = ofKind(await collect().collected, "ec2.Instance");
		expect(others).toEqual([]);
		expect(instance).toMatchObject({
			arn: "arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
			tags: seen({ Name: "bastion" }),
			publicIps: ["198.51.100.7", "198.51.100.8", "2600:1f18::1"],
			network: { value: { securityGroups: ["sg-1", "sg-2"], subnets: [{ id: "subnet-a", public: false }] } },
		});
	});

	it("gives security groups the interfaces that carry them", async () => {
		const groups = ofKind(await collect().collected, "ec2.SecurityGroup");
		expect(groups.map(({ interfaces }) => "value" in interfaces && interfaces.value.map(({ id }) => id))).toEqual([
			["eni-1", "eni-rds", "eni-2"],
			["eni-2"],
			[],
		]);
	});

	it("knows the addresses of interfaces, the primary one first, and what they are for", async () => {
		const one = {
			NetworkInterfaceId: "eni-l",
			VpcId: "vpc-1",
			InterfaceType: "lambda",
			Description: "AWS Lambda VPC ENI-orders",
			Groups: [{ GroupId: "sg-3" }],
			PrivateIpAddress: "10.0.0.9",
			PrivateIpAddresses: [{ PrivateIpAddress: "10.0.0.8" }, { PrivateIpAddress: "10.0.0.9" }],
			Ipv6Addresses: [{ Ipv6Address: "2600:1f18::9" }],
			Ipv4Prefixes: [{ Ipv4Prefix: "10.0.1.16/28" }],
		};
		const groups = ofKind(await collect({ "ec2:DescribeNetworkInterfaces": { NetworkInterfaces: [one] } }).collected, "ec2.SecurityGroup");
		expect(groups.find(({ groupId }) => groupId === "sg-3")?.interfaces).toEqual(
			seen([
				{
					id: "eni-l",
					description: "AWS Lambda VPC ENI-orders",
					publicIp: "2600:1f18::9",
					instanceId: undefined,
					type: "lambda",
					vpcId: "vpc-1",
					privateIps: ["10.0.0.9", "10.0.0.8", "2600:1f18::9"],
					prefixes: ["10.0.1.16/28"],
				},
			]),
		);
	});

	it("asks for tags only when there is an instance", async () => {
		const { aws, collected } = collect({ "ec2:DescribeNetworkInterfaces": { NetworkInterfaces: [] } });
		await collected;
		expect(aws.count("ec2:DescribeTags")).toBe(0);
	});

	it("never takes a group for unused or an instance for private when a page of interfaces is missing", async () => {
		const first = paged("NetworkInterfaces", pages, "NextToken", "NextToken");
		const collected = await collect({ "ec2:DescribeNetworkInterfaces": (input) => (input.NextToken ? fails("throttled") : first(input)) })
			.collected;
		expect(ofKind(collected, "ec2.Instance")).toEqual([]);
		for (const { interfaces } of ofKind(collected, "ec2.SecurityGroup")) expect(interfaces).toHaveProperty("unread.cause", "throttled");
		expect(collected.errors).toMatchObject([{ operation: "DescribeNetworkInterfaces", kinds: ["ec2.Instance"] }]);
	});

	it("reports denied security groups for their kind", async () => {
		const { errors } = await collect({ "ec2:DescribeSecurityGroups": fails("denied") }).collected;
		expect(errors).toMatchObject([{ cause: "denied", kinds: ["ec2.SecurityGroup"], scope: { region: "eu-west-1" } }]);
	});
});
