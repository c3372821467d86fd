import type { IpPermission } from "@aws-sdk/client-ec2";
import type { Observed } from "../../../core/observed.ts";
import type { IngressRule } from "../../../core/resources/network.ts";

/** Prefix list id to its CIDRs. */
export type PrefixLists = ReadonlyMap<string, Observed<readonly string[]>>;

const protocols: Readonly<Record<string, string>> = { "-1": "all", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6" };

/**
 * One rule for each source of each permission. A prefix list that could not be read keeps its rule with no CIDRs, which `reachOn` reads as
 * unknown; one that is known to be empty admits nobody and gives no rule.
 */
export function ingressRules(permissions: readonly IpPermission[] | undefined, prefixLists: PrefixLists): IngressRule[] {
	return (permissions ?? []).flatMap((permission) => {
		const named = permission.IpProtocol ?? "-1";
		const protocol = protocols[named] ?? named;
		const ports = { fromPort: permission.FromPort ?? 0, toPort: permission.ToPort ?? 65535 };
		const rule = (
			kind: IngressRule["source"]["kind"],
			value: string,
			description: string | undefined,
			cidrs: readonly string[],
		): IngressRule => ({
			protocol,
			...(protocol === "all" ? { fromPort: 0, toPort: 65535 } : ports),
			source: description ? { kind, value, description } : { kind, value },
			cidrs: [...cidrs],
		});
		const rules: IngressRule[] = [];
		for (const { CidrIp, Description } of permission.IpRanges ?? []) if (CidrIp) rules.push(rule("cidr", CidrIp, Description, [CidrIp]));
		for (const { CidrIpv6, Description } of permission.Ipv6Ranges ?? [])
			if (CidrIpv6) rules.push(rule("cidr", CidrIpv6, Description, [CidrIpv6]));
		for (const { PrefixListId, Description } of permission.PrefixListIds ?? []) {
			if (!PrefixListId) continue;
			const entries = prefixLists.get(PrefixListId);
			const cidrs = entries && "value" in entries ? entries.value : undefined;
			if (cidrs?.length !== 0) rules.push(rule("prefixList", PrefixListId, Description, cidrs ?? []));
		}
		for (const { GroupId, Description } of permission.UserIdGroupPairs ?? [])
			if (GroupId) rules.push(rule("securityGroup", GroupId, Description, []));
		return rules;
	});
}

/** How many rules a group's permissions are, as the console counts them: one for each source. */
export const countRules = (permissions: readonly IpPermission[] | undefined): number =>
	(permissions ?? []).reduce(
		(count, { IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs }) =>
			count + (IpRanges?.length ?? 0) + (Ipv6Ranges?.length ?? 0) + (PrefixListIds?.length ?? 0) + (UserIdGroupPairs?.length ?? 0),
		0,
	);

/** The prefix lists that permissions name. */
export const prefixListsOf = (permissions: readonly IpPermission[] | undefined): string[] =>
	(permissions ?? []).flatMap(({ PrefixListIds }) => (PrefixListIds ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? []));
