import {
	type AddressBits,
	type AddressRange,
	countOutside,
	formatAddress,
	intersection,
	mergeRanges,
	parseCidr,
	toBlocks,
} from "./cidr.ts";
import { Unobserved } from "./observed.ts";
import type { IngressRule } from "./resources/network.ts";

/**
 * How much of the internet a set of CIDRs admits, taken together: none (only private or reserved ranges, or nothing), some,
 * wide (public IPv4 space larger than a /8, or IPv6 larger than a /16), world (at least half of the public IPv4 space, or of 2000::/3).
 */
export type Reach = "none" | "some" | "wide" | "world";

export interface InternetReach {
	readonly reach: Reach;
	/** The merged blocks that hold public addresses, largest first, at most 20. */
	readonly ranges: readonly string[];
}

/** Does the reach count as open to the internet? */
export const isOpen = (reach: Reach): boolean => reach === "wide" || reach === "world";

const shownRanges = 20;
const reaches: readonly Reach[] = ["none", "some", "wide", "world"];

interface Family {
	readonly bits: AddressBits;
	/** The space that can hold public addresses, and what of it cannot. */
	readonly space: AddressRange;
	readonly reserved: readonly AddressRange[];
	readonly wideAbove: bigint;
	readonly worldFrom: bigint;
}

const family = (bits: AddressBits, space: string, reserved: readonly string[], wideAbove: bigint): Family => {
	const all = parseCidr(space);
	const excluded = reserved.map(parseCidr);
	return { bits, space: all, reserved: excluded, wideAbove, worldFrom: countOutside(all, excluded) / 2n };
};

const families: readonly Family[] = [
	// What the IANA special-purpose registry calls not globally reachable. Documentation addresses (RFC 5737) stay in: a rule that
	// names them deserves the same look as any other public address.
	family(
		32,
		"0.0.0.0/0",
		[
			"0.0.0.0/8",
			"10.0.0.0/8",
			"100.64.0.0/10",
			"127.0.0.0/8",
			"169.254.0.0/16",
			"172.16.0.0/12",
			"192.0.0.0/24",
			"192.168.0.0/16",
			"198.18.0.0/15",
			"224.0.0.0/3",
		],
		1n << 24n,
	),
	// Global unicast; everything outside is private, link-local, multicast or unassigned.
	family(128, "2000::/3", [], 1n << 112n),
];

/** The reach of the union of CIDRs, IPv4 and IPv6; throws `Unobserved` on a malformed one. */
export function internetReach(cidrs: readonly string[]): InternetReach {
	if (cidrs.length === 0) return { reach: "none", ranges: [] };
	const parsed = cidrs.map(parseCidr);
	let reach: Reach = "none";
	const blocks: { bits: AddressBits; first: bigint; prefix: number }[] = [];
	for (const one of families) {
		let addresses = 0n;
		for (const range of mergeRanges(parsed.filter(({ bits }) => bits === one.bits))) {
			const count = publicAddresses(range, one);
			addresses += count;
			if (count > 0n) blocks.push(...[...toBlocks(range)].filter((block) => publicAddresses(blockRange(block), one) > 0n));
		}
		const here = classify(addresses, one);
		if (reaches.indexOf(here) > reaches.indexOf(reach)) reach = here;
	}
	const ranges = blocks
		.toSorted((a, b) => a.prefix - b.prefix)
		.slice(0, shownRanges)
		.map((block) => `${formatAddress(block.first, block.bits)}/${block.prefix}`);
	return { reach, ranges };
}

/** The rules that admit the protocol (`tcp` by default; rules for all protocols included) on the port. */
export function admitting(rules: readonly IngressRule[], port: number, protocol = "tcp"): IngressRule[] {
	return rules.filter((rule) => {
		const named = protocolNames[rule.protocol] ?? rule.protocol;
		return named === "all" || (named === protocol && rule.fromPort <= port && port <= rule.toPort);
	});
}

/** Reach of the rules that admit the port; throws `Unobserved` when it hangs on a prefix list whose entries are unknown. */
export const reachOn = (rules: readonly IngressRule[], port: number, protocol = "tcp"): InternetReach =>
	reachOf(admitting(rules, port, protocol));

/** Reach of the rules taken together; throws `Unobserved` when it hangs on a prefix list whose entries are unknown. */
export function reachOf(rules: readonly IngressRule[]): InternetReach {
	const found = internetReach(rules.flatMap((rule) => rule.cidrs));
	const unresolved = rules.find((rule) => rule.source.kind === "prefixList" && rule.cidrs.length === 0);
	// What is open already stays open whatever the list holds.
	if (unresolved && !isOpen(found.reach)) throw new Unobserved(`The entries of prefix list ${unresolved.source.value} are not known.`);
	return found;
}

/** EC2 answers with names, but accepts and sometimes repeats the numbers. */
const protocolNames: Readonly<Record<string, string>> = { "-1": "all", "6": "tcp", "17": "udp" };

const blockRange = ({ bits, first, prefix }: { bits: AddressBits; first: bigint; prefix: number }): AddressRange => ({
	bits,
	first,
	last: first + (1n << BigInt(bits - prefix)) - 1n,
});

function publicAddresses(range: AddressRange, { space, reserved }: Family): bigint {
	const within = intersection(range, space);
	return within ? countOutside(within, reserved) : 0n;
}

function classify(addresses: bigint, { wideAbove, worldFrom }: Family): Reach {
	if (addresses >= worldFrom) return "world";
	if (addresses > wideAbove) return "wide";
	return addresses > 0n ? "some" : "none";
}
