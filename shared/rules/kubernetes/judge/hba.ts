import type { HbaRule } from "../../../core/resources/postgres.ts";

/** Lines as pg_hba_file_rules would show them: a CIDR block becomes address and mask. Lines with an error admit nobody. */
export const asServed = (rules: readonly HbaRule[]): HbaRule[] => rules.filter(({ error }) => error === undefined).map(withMask);

function withMask(rule: HbaRule): HbaRule {
	const [address = "", length = "", rest] = (rule.address ?? "").split("/");
	const bits = address.includes(":") ? 128 : 32;
	if (rest !== undefined || !/^\d{1,3}$/.test(length) || Number(length) > bits) return rule;
	return { ...rule, address, netmask: maskOf(Number(length), bits) };
}

function maskOf(length: number, bits: 32 | 128): string {
	const text = "1".repeat(length).padEnd(bits, "0");
	return bits === 32
		? text.replace(/[01]{8}/g, (octet) => `${Number.parseInt(octet, 2)}.`).slice(0, -1)
		: text.replace(/[01]{16}/g, (group) => `${Number.parseInt(group, 2).toString(16)}:`).slice(0, -1);
}
