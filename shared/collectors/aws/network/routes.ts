import type { Route, RouteTable, Subnet } from "@aws-sdk/client-ec2";
import { internetReach, isOpen } from "../../../core/network.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { Listing } from "../../ports.ts";
import type { PrefixLists } from "./ingress.ts";

/** A route that sends traffic to an internet gateway now; egress-only gateways, NAT and blackholes let nobody in. */
const leadsToInternet = (route: Route): boolean => route.State !== "blackhole" && route.GatewayId?.startsWith("igw-") === true;

/** The prefix lists that routes to internet gateways name. */
export const routedPrefixLists = (tables: readonly RouteTable[]): string[] =>
	tables.flatMap(({ Routes }) =>
		(Routes ?? []).filter(leadsToInternet).flatMap(({ DestinationPrefixListId }) => DestinationPrefixListId ?? []),
	);

/** Do the routes to an internet gateway, taken together, cover a wide part of the internet? The default route, or ranges that add up to it. */
export function isPublicTable(table: RouteTable, prefixLists: PrefixLists): Observed<boolean> {
	const cidrs: string[] = [];
	let missing: Observed<boolean> | undefined;
	for (const route of (table.Routes ?? []).filter(leadsToInternet)) {
		const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = route;
		if (DestinationCidrBlock) cidrs.push(DestinationCidrBlock);
		if (DestinationIpv6CidrBlock) cidrs.push(DestinationIpv6CidrBlock);
		if (!DestinationPrefixListId) continue;
		const entries = prefixLists.get(DestinationPrefixListId) ?? unreadRoutes("GetManagedPrefixListEntries", DestinationPrefixListId);
		if ("value" in entries) cidrs.push(...entries.value);
		else missing = entries;
	}
	return isOpen(internetReach(cidrs).reach) ? seen(true) : (missing ?? seen(false));
}

/** Is each subnet public, by its own route table or else the main one of its VPC? Unread when the table that decides is not known. */
export function publicSubnets(
	subnets: readonly Subnet[],
	tables: Listing<RouteTable>,
	prefixLists: PrefixLists,
): ReadonlyMap<string, Observed<boolean>> {
	const bySubnet = new Map<string, RouteTable>();
	const main = new Map<string, RouteTable>();
	for (const table of tables.items) {
		for (const { SubnetId, Main, AssociationState } of table.Associations ?? []) {
			if (AssociationState?.State === "disassociated" || AssociationState?.State === "failed") continue;
			if (SubnetId) bySubnet.set(SubnetId, table);
			else if (Main && table.VpcId) main.set(table.VpcId, table);
		}
	}
	const judged = new Map<RouteTable, Observed<boolean>>();
	const judge = (table: RouteTable) => {
		const known = judged.get(table) ?? isPublicTable(table, prefixLists);
		judged.set(table, known);
		return known;
	};
	return new Map(
		subnets.flatMap(({ SubnetId, VpcId }): [string, Observed<boolean>][] => {
			if (!SubnetId) return [];
			const own = bySubnet.get(SubnetId);
			if (own) return [[SubnetId, judge(own)]];
			// A subnet's own table may stand on the page that is missing, so the main one does not decide.
			if (tables.failure) return [[SubnetId, unread(tables.failure)]];
			const inherited = VpcId ? main.get(VpcId) : undefined;
			return [[SubnetId, inherited ? judge(inherited) : unreadRoutes("DescribeRouteTables", SubnetId)]];
		}),
	);
}

const unreadRoutes = (operation: string, of: string) =>
	unread({ service: "ec2", operation, cause: "notFound", message: `No answer concerns ${of}.` });
