import type { MysqlAccount } from "../resources/mysql.ts";
import { bitsOf } from "./addresses.ts";

/** How surely an account's host part takes a client: it may hang on an address that the server does not show. */
type Match = boolean | "unknown";

/** A client as the server shows it: a name, an address or both. */
export interface MysqlClient {
	readonly user: string;
	/** As the server shows it, in lower case. */
	readonly host: string;
	readonly address: string | undefined;
}

/**
 * The accounts that the server may have taken for a client, in its own order of host before user, the more specific first. More than one when
 * equals compete or the address of the client is not known.
 */
export function accountsFor(accounts: readonly MysqlAccount[], client: MysqlClient): MysqlAccount[] {
	const matching = accounts
		.filter(({ user, role }) => !role && (user === client.user || user === ""))
		.map((account) => ({ account, rank: rankOf(account), match: hostMatches(account.host.toLowerCase(), client) }))
		.filter(({ match }) => match !== false)
		.sort((a, b) => b.rank - a.rank);
	const best = matching.find(({ match }) => match === true)?.rank ?? -1;
	return matching.filter(({ rank, match }) => (match === true ? rank === best : rank >= best)).map(({ account }) => account);
}

/** Hosts without wildcards come first, then those whose first wildcard comes latest, `%`, and the empty host; of equals a named user before the anonymous. */
function rankOf({ host, user }: MysqlAccount): number {
	const wildcard = /^(?:[^%_\\]|\\[\s\S])*[%_]/.exec(host)?.[0].length;
	const hostRank = host === "" ? 0 : wildcard === undefined ? 128 : Math.min(wildcard, 127);
	return hostRank * 2 + (user === "" ? 0 : 1);
}

function hostMatches(pattern: string, { host, address }: MysqlClient): Match {
	if (pattern === "" || pattern === "%" || pattern === host || pattern === address) return true;
	const [network = "", mask, rest] = pattern.split("/");
	const base = mask !== undefined && rest === undefined ? bitsOf(network) : undefined;
	if (base && mask !== undefined) {
		if (address === undefined) return "unknown";
		const own = bitsOf(address);
		const bits = maskOf(mask, base.bits);
		return own !== undefined && own.bits === base.bits && bits !== undefined && (own.value & bits) === base.value;
	}
	if (!/[%_]/.test(pattern)) return address === undefined && bitsOf(pattern) !== undefined ? "unknown" : false;
	if (isLike(host, pattern) || (address !== undefined && isLike(address, pattern))) return true;
	return address === undefined && /^[\d.%_:a-f]+$/.test(pattern) ? "unknown" : false;
}

function maskOf(text: string, bits: 32 | 128): bigint | undefined {
	if (!/^\d+$/.test(text)) return bitsOf(text)?.value;
	const length = Number(text);
	return length > bits ? undefined : ((1n << BigInt(length)) - 1n) << BigInt(bits - length);
}

/** LIKE of SQL. Takes at most pattern × text steps, whatever somebody wrote into the table of accounts. */
function isLike(text: string, pattern: string): boolean {
	const parts = pattern.match(/\\?[\s\S]/g) ?? [];
	let at = 0;
	let position = 0;
	let wildcard = -1;
	let resume = 0;
	while (position < text.length) {
		const part = parts[at];
		if (part === "%") {
			wildcard = at++;
			resume = position;
		} else if (part !== undefined && (part === "_" || part.slice(-1) === text[position])) {
			at++;
			position++;
		} else if (wildcard >= 0) {
			// Let the last wildcard take one character more and try again.
			at = wildcard + 1;
			position = ++resume;
		} else return false;
	}
	while (parts[at] === "%") at++;
	return at === parts.length;
}
