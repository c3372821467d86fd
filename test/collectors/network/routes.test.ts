import type { Route, RouteTable } from "@aws-sdk/client-ec2";
import { describe, expect, it } from "vitest";
import { isPublicTable, publicSubnets, routedPrefixLists } from "../../../shared/collectors/aws/network/routes.ts";
import { seen, unread } from "../../../shared/core/observed.ts";

const table = (...Routes: Route[]): RouteTable => ({ Routes });
const internet = { GatewayId: "igw-1", State: "active" } as const;
const denied = unread({ service: "ec2", operation: "GetManagedPrefixListEntries", cause: "denied", message: "no" });

describe("a route table is public", () => {
	const rows: [string, RouteTable, boolean][] = [
		["with the IPv4 default route to an internet gateway", table({ DestinationCidrBlock: "0.0.0.0/0", ...internet }), true],
		["with the IPv6 default route to an internet gateway", table({ DestinationIpv6CidrBlock: "::/0", ...internet }), true],
		[
			"with two halves of the internet to an internet gateway",
			table({ DestinationCidrBlock: "0.0.0.0/1", ...internet }, { DestinationCidrBlock: "128.0.0.0/1", ...internet }),
			true,
		],
		["with a prefix list that holds the default route", table({ DestinationPrefixListId: "pl-world", ...internet }), true],
		["not without routes", table(), false],
		["not with a blackhole", table({ DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1", State: "blackhole" }), false],
		["not with NAT", table({ DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: "nat-1", State: "active" }), false],
		["not with an egress-only gateway", table({ DestinationIpv6CidrBlock: "::/0", EgressOnlyInternetGatewayId: "eigw-1" }), false],
		["not with a virtual private gateway", table({ DestinationCidrBlock: "0.0.0.0/0", GatewayId: "vgw-1" }), false],
		["not with a route for one office", table({ DestinationCidrBlock: "198.51.100.0/24", ...internet }), false],
	];
	const lists = new Map([["pl-world", seen(["0.0.0.0/0"])]]);
	it.each(rows)("%s", (_, routes, expected) => expect(isPublicTable(routes, lists)).toEqual(seen(expected)));

	it("or unknown, when the prefix list of its only internet route was not read", () => {
		expect(isPublicTable(table({ DestinationPrefixListId: "pl-1", ...internet }), new Map([["pl-1", denied]]))).toEqual(denied);
		expect(isPublicTable(table({ DestinationPrefixListId: "pl-2", ...internet }), new Map())).toHaveProperty("unread.cause", "notFound");
	});

	it("whatever an unread prefix list holds, when the default route is there too", () => {
		const routes = table({ DestinationPrefixListId: "pl-1", ...internet }, { DestinationCidrBlock: "0.0.0.0/0", ...internet });
		expect(isPublicTable(routes, new Map([["pl-1", denied]]))).toEqual(seen(true));
	});
});

it("asks only for the prefix lists of routes to internet gateways", () => {
	const s3 = { DestinationPrefixListId: "pl-s3", GatewayId: "vpce-1" };
	expect(routedPrefixLists([table(s3, { DestinationPrefixListId: "pl-1", ...internet })])).toEqual(["pl-1"]);
});

describe("a subnet", () => {
	const subnets = [
		{ SubnetId: "subnet-own", VpcId: "vpc-1" },
		{ SubnetId: "subnet-main", VpcId: "vpc-1" },
		{ SubnetId: "subnet-lost", VpcId: "vpc-2" },
	];
	const open = { ...table({ DestinationCidrBlock: "0.0.0.0/0", ...internet }), VpcId: "vpc-1", Associations: [{ Main: true }] };
	const closed = { ...table(), VpcId: "vpc-1", Associations: [{ SubnetId: "subnet-own", Main: false }] };

	it("takes its own table before the main one of its VPC, and is unread without either", () => {
		const found = publicSubnets(subnets, { items: [open, closed] }, new Map());
		expect(found.get("subnet-own")).toEqual(seen(false));
		expect(found.get("subnet-main")).toEqual(seen(true));
		expect(found.get("subnet-lost")).toHaveProperty("unread.operation", "DescribeRouteTables");
	});

	it("does not take a table whose association ended", () => {
		const ended = { ...closed, Associations: [{ SubnetId: "subnet-own", AssociationState: { State: "disassociated" as const } }] };
		expect(publicSubnets(subnets, { items: [open, ended] }, new Map()).get("subnet-own")).toEqual(seen(true));
	});

	it("does not fall back to the main table when a page of tables is missing", () => {
		const failure = { service: "ec2", operation: "DescribeRouteTables", cause: "throttled" as const, message: "slow" };
		const found = publicSubnets(subnets, { items: [open, closed], failure }, new Map());
		expect(found.get("subnet-own")).toEqual(seen(false));
		expect(found.get("subnet-main")).toEqual(unread(failure));
	});
});
