import type { HbaRule, PostgresMembership } from "../resources/postgres.ts";
import { bitsOf } from "./addresses.ts";

/** A session as pg_hba.conf looks at it. */
export interface HbaSession {
	readonly user: string;
	/** Absent for physical replication. */
	readonly database: string | undefined;
	/** Absent for a Unix socket. */
	readonly address: string | undefined;
	readonly tls: boolean;
	readonly gss: boolean;
	/** Physical replication matches nothing but the keyword `replication`. */
	readonly replication: boolean;
}

/** Does a part of a line match? It may hang on what is not known: the server's own networks, names, regular expressions. */
type Match = boolean | "unknown";

/** The first line that admits or rejects, or why it cannot be told. */
export type Admission = { readonly rule: HbaRule } | { readonly unknown: string };

/**
 * The line of pg_hba.conf that PostgreSQL takes for a session: the first whose type, database, user and address all match. `memberOf` says
 * whether the user is in a role, directly or through others.
 */
export function admissionOf(rules: readonly HbaRule[], session: HbaSession, memberOf: (role: string) => boolean): Admission {
	const broken = rules.find(({ error }) => error !== undefined);
	if (broken) return { unknown: `Line ${broken.line} of pg_hba.conf has an error, so that the lines in force are not known.` };
	let doubt: { readonly rule: HbaRule; readonly method: string | undefined } | undefined;
	for (const rule of rules) {
		const match = all(
			typeMatches(rule, session),
			() => addressMatches(rule, session.address),
			() => any(rule.databases, (name) => databaseMatches(name, session, memberOf)),
			() => any(rule.users, (name) => userMatches(name, session, memberOf)),
		);
		if (match === false) continue;
		// Doubts do not matter while all lines in question ask for the same.
		if (doubt && doubt.method !== rule.method) return { unknown: doubtful(doubt.rule) };
		if (match === true) return { rule };
		doubt ??= { rule, method: rule.method };
	}
	return { unknown: doubt ? doubtful(doubt.rule) : "No line of pg_hba.conf admits the session now: the file is newer than the session." };
}

const doubtful = ({ line }: HbaRule): string =>
	`Whether line ${line} of pg_hba.conf admits the session hangs on the server's own networks, a host name, a regular expression, or a keyword that is also a name.`;

/** All must match; what cannot match at all settles it before what is unknown. */
function all(first: Match, ...others: readonly (() => Match)[]): Match {
	let result = first;
	for (const other of others) {
		if (result === false) return false;
		const next = other();
		if (next !== true) result = next;
	}
	return result;
}

function any(names: readonly string[], matches: (name: string) => Match): Match {
	let result: Match = false;
	for (const name of names) {
		const match = matches(name);
		if (match === true) return true;
		if (match === "unknown") result = "unknown";
	}
	return result;
}

function typeMatches({ type }: HbaRule, { address, tls, gss }: HbaSession): Match {
	if (address === undefined) return type === "local";
	switch (type) {
		case "host":
			return true;
		case "hostssl":
			return tls;
		case "hostnossl":
			return !tls;
		case "hostgssenc":
			return gss;
		case "hostnogssenc":
			return !gss;
		default:
			return false;
	}
}

function addressMatches({ address, netmask }: HbaRule, client: string | undefined): Match {
	if (client === undefined || address === "all") return true;
	if (address === undefined || address === "samehost" || address === "samenet") return "unknown";
	const [network = "", length] = address.split("/");
	const base = bitsOf(network);
	if (!base) return "unknown";
	const own = bitsOf(client);
	if (!own) return "unknown";
	if (own.bits !== base.bits) return false;
	const mask = maskOf(netmask ?? length, base.bits);
	return mask === undefined ? "unknown" : (own.value & mask) === (base.value & mask);
}

/** A mask as an address or as the length of a prefix; without one the address stands for itself. */
function maskOf(text: string | undefined, bits: 32 | 128): bigint | undefined {
	const whole = (1n << BigInt(bits)) - 1n;
	if (text === undefined) return whole;
	if (/^\d+$/.test(text)) return Number(text) > bits ? undefined : whole ^ ((1n << BigInt(bits - Number(text))) - 1n);
	const mask = bitsOf(text);
	return mask?.bits === bits ? mask.value : undefined;
}

/** The view of the server does not show whether a keyword was quoted, and stands for a database of that name. */
function databaseMatches(name: string, session: HbaSession, memberOf: (role: string) => boolean): Match {
	if (session.replication) return name === "replication";
	switch (name) {
		case "all":
			return true;
		case "sameuser":
			return session.database === session.user || (session.database === name ? "unknown" : false);
		case "samerole":
		case "samegroup":
			return session.database !== undefined && (memberOf(session.database) || (session.database === name ? "unknown" : false));
		case "replication":
			return session.database === name ? "unknown" : false;
		default:
			return name.startsWith("/") ? "unknown" : name === session.database;
	}
}

function userMatches(name: string, { user }: HbaSession, memberOf: (role: string) => boolean): Match {
	if (name === "all") return true;
	if (name.startsWith("+")) return memberOf(name.slice(1));
	return name.startsWith("/") ? "unknown" : name === user;
}

/** The roles that a role is in, directly or through others, itself included. `follow` leaves memberships out. */
export function rolesOf(
	user: string,
	byMember: ReadonlyMap<string, readonly PostgresMembership[]>,
	follow: (membership: PostgresMembership) => boolean = () => true,
): Set<string> {
	const found = new Set([user]);
	const waiting = [user];
	for (let member = waiting.pop(); member !== undefined; member = waiting.pop()) {
		for (const membership of byMember.get(member) ?? []) {
			if (found.has(membership.role) || !follow(membership)) continue;
			found.add(membership.role);
			waiting.push(membership.role);
		}
	}
	return found;
}
