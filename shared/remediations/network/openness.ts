import { mergeRanges, parseCidr } from "../../core/cidr.ts";
import { internetReach, isOpen, type Reach } from "../../core/network.ts";
import type { AddressRule } from "./group-state.ts";

/** Does the rule admit TCP on one of the ports? EC2 repeats the number of a protocol if it was given one. */
export const admitsAny = ({ protocol, fromPort, toPort }: AddressRule, ports: readonly number[]): boolean =>
	protocol === "-1" || ((protocol === "tcp" || protocol === "6") && ports.some((port) => fromPort <= port && port <= toPort));

/** The CIDRs that no allowed block covers. */
export function beyond(cidrs: readonly string[], allowed: readonly string[]): string[] {
	const ranges = allowed.map(parseCidr);
	const merged = [...mergeRanges(ranges.filter(({ bits }) => bits === 32)), ...mergeRanges(ranges.filter(({ bits }) => bits === 128))];
	return cidrs.filter((cidr) => {
		const { bits, first, last } = parseCidr(cidr);
		return !merged.some((range) => range.bits === bits && range.first <= first && last <= range.last);
	});
}

/** What has to go so that a port is no longer open to the internet, and how far it was open. */
export interface Opening {
	readonly rules: readonly AddressRule[];
	readonly reach: Reach;
	/** Only together do the rules open the port: each alone admits little. */
	readonly together: boolean;
}

/** The rules that open one of the ports to a large part of the internet, what is allowed aside; throws `Unobserved` on a malformed CIDR. */
export function openings(rules: readonly AddressRule[], ports: readonly number[], allowed: readonly string[]): Opening | undefined {
	const found = new Set<AddressRule>();
	let reach: Reach = "none";
	let together = false;
	for (const port of ports) {
		const admitting = rules
			.filter((rule) => admitsAny(rule, [port]))
			.map((rule) => ({ rule, cidrs: beyond(rule.cidrs, allowed) }))
			.filter(({ cidrs }) => internetReach(cidrs).reach !== "none");
		const whole = internetReach(admitting.flatMap(({ cidrs }) => cidrs)).reach;
		if (!isOpen(whole)) continue;
		if (whole === "world" || reach === "none") reach = whole;
		const alone = admitting.filter(({ cidrs }) => isOpen(internetReach(cidrs).reach));
		const rest = admitting.filter((one) => !alone.includes(one));
		const stillOpen = isOpen(internetReach(rest.flatMap(({ cidrs }) => cidrs)).reach);
		together ||= stillOpen;
		for (const { rule } of stillOpen ? admitting : alone) found.add(rule);
	}
	return found.size === 0 ? undefined : { rules: rules.filter((rule) => found.has(rule)), reach, together };
}
