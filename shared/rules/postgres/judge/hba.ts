import { need, Unobserved } from "../../../core/observed.ts";
import type { PostgresServer } from "../../../core/resources/index.ts";
import type { HbaRule } from "../../../core/resources/postgres.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";
import { onRds } from "./roles.ts";

/** On RDS the file is Amazon's: customers neither see nor change it. */
export const hbaManaged = (server: PostgresServer): Verdict | undefined =>
	onRds(server) ? notApplicable(`${server.name} runs on RDS, which manages pg_hba.conf.`) : undefined;

/** The lines of pg_hba.conf that admit; throws `Unobserved` when they could not be read or are not in force. */
export function admittingRules(server: PostgresServer): HbaRule[] {
	return usableRules(server).filter(({ method }) => method !== "reject");
}

/** All lines, in their order; with an error in one the server keeps what it loaded before, which nobody can see. */
export function usableRules(server: PostgresServer): HbaRule[] {
	const rules = need(server.hba);
	const broken = rules.find(({ error }) => error !== undefined);
	if (broken)
		throw new Unobserved(`${server.name} has an error in line ${broken.line} of pg_hba.conf, so that the rules in force are unknown.`);
	return rules;
}

/** `line 4 (host all all 0.0.0.0/0 md5)`, without options. */
export const ruleName = ({ line, type, databases, users, address, netmask, method }: HbaRule): string => {
	const place = address === undefined ? "" : ` ${address}${netmask === undefined ? "" : `/${prefixLength(netmask) ?? netmask}`}`;
	return `line ${line} (${type} ${databases.join(",")} ${users.join(",")}${place} ${method})`;
};

/** Does a line admit only from the server's own host? */
export const isOwnHost = ({ type, address, netmask }: HbaRule): boolean =>
	type === "local" ||
	address === "samehost" ||
	address === "::1" ||
	(address !== undefined && /^127\./.test(address) && (prefixLength(netmask ?? "255.255.255.255") ?? 0) >= 8);

/** Bits of the network, for masks such as 255.255.0.0 and ffff:ffff::; undefined for what is none. */
export function prefixLength(netmask: string): number | undefined {
	if (netmask.includes(":")) {
		const [head = "", tail = ""] = netmask.split("::");
		const groups = (part: string) => part.split(":").filter((group) => group !== "");
		return bits(
			[...groups(head), ...groups(tail)].map((group) => Number.parseInt(group, 16)),
			16,
		);
	}
	const octets = netmask.split(".").map(Number);
	return octets.length === 4 ? bits(octets, 8) : undefined;
}

const bits = (parts: readonly number[], width: number): number | undefined => {
	const text = parts.map((part) => part.toString(2).padStart(width, "0")).join("");
	return /^1*0*$/.test(text) ? text.replaceAll("0", "").length : undefined;
};

/** Is the line's range larger than these networks? Names and `samenet` are not. */
export function isWide({ address, netmask }: HbaRule, minimum4: number, minimum6: number): boolean {
	if (address === "all") return true;
	if (address === undefined || netmask === undefined) return false;
	const length = prefixLength(netmask);
	return length !== undefined && length < (address.includes(":") ? minimum6 : minimum4);
}

/** The lines by which a session without TLS gets in from another host, in the order in which the server tries them. */
export function plaintextRules(rules: readonly HbaRule[]): HbaRule[] {
	const barred = { 4: false, 6: false };
	return rules.filter((rule) => {
		const { type, databases, users, address, method } = rule;
		const takesPlaintext = type === "host" || type === "hostnossl" || type === "hostnogssenc";
		if (!takesPlaintext) return false;
		const families = address === "all" ? ([4, 6] as const) : ([address?.includes(":") ? 6 : 4] as const);
		if (method === "reject") {
			const everybody = databases.includes("all") && users.includes("all") && isWide(rule, 1, 1);
			if (everybody) for (const family of families) barred[family] = true;
			return false;
		}
		return !isOwnHost(rule) && families.some((family) => !barred[family]);
	});
}
