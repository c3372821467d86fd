import { between, isWord, listOf, type Token, textOf, tokensOf } from "./mysql-tokens.ts";

/** Privileges on one object, as SHOW GRANTS prints them. */
interface ObjectGrant {
	/** `SELECT`, or "SELECT (`a`)" for a column. */
	readonly privileges: Set<string>;
	/** May pass them on. */
	grantable: boolean;
}

/** What an account was granted. Keys are SQL: objects, roles and accounts as SHOW GRANTS writes them, ready for a statement. */
export interface Grants {
	readonly objects: Map<string, ObjectGrant>;
	/** MySQL's dynamic privileges, which are passed on one by one. */
	readonly dynamic: Map<string, { readonly grantable: boolean }>;
	readonly roles: Map<string, { readonly grantable: boolean }>;
	/** Accounts that it may act as. */
	readonly proxies: Map<string, { readonly grantable: boolean }>;
	/** MySQL's partial revokes: what a database is kept out of. */
	readonly withheld: Map<string, Set<string>>;
}

/** Reads the answer of SHOW GRANTS; a line that is not understood throws, because leaving it out would make two users differ. */
export function parseGrants(lines: readonly string[]): Grants {
	const grants: Grants = { objects: new Map(), dynamic: new Map(), roles: new Map(), proxies: new Map(), withheld: new Map() };
	for (const line of lines) readLine(grants, line);
	return grants;
}

function readLine(grants: Grants, line: string): void {
	const tokens = tokensOf(line);
	const on = tokens.find((token) => isWord(token, "ON"));
	const to = tokens.find((token) => isWord(token, "TO", "FROM"));
	const head = tokens.slice(1, tokens.indexOf(on ?? (to as Token)));
	const rest = to ? tokens.slice(tokens.indexOf(to)) : [];
	const grantable = rest.some((token, index) => isWord(token, "WITH") && isWord(rest[index + 1], "GRANT", "ADMIN"));
	// A default role is read with the account; what MariaDB grants to PUBLIC or to a role is not the account's own.
	if (isWord(tokens[0], "SET") || (to && rest[2]?.value !== "@")) return;
	if (!isWord(tokens[0], "GRANT", "REVOKE") || !to || head.length === 0)
		throw new Error("The server describes a grant in a way that is not understood.");
	if (!on) {
		for (const role of listOf(head)) grants.roles.set(textOf(line, role), { grantable });
		return;
	}
	const object = between(line, on, to);
	const names = listOf(head).flatMap((part) => privilegesOf(line, part));
	if (isWord(tokens[0], "REVOKE")) {
		const withheld = grants.withheld.get(object) ?? new Set();
		for (const name of names) withheld.add(name);
		grants.withheld.set(object, withheld);
		return;
	}
	if (names.includes("PROXY")) {
		grants.proxies.set(object, { grantable });
		return;
	}
	// All dynamic privileges have an underscore, no static one has.
	const fixed = names.filter((name) => !/^[A-Z]+(?:_[A-Z0-9]+)+$/.test(name));
	for (const name of names) if (!fixed.includes(name)) grants.dynamic.set(name, { grantable });
	if (fixed.length === 0) return;
	const found: ObjectGrant = grants.objects.get(object) ?? { privileges: new Set(), grantable: false };
	for (const name of fixed) if (name !== "USAGE") found.privileges.add(name);
	found.grantable ||= grantable;
	grants.objects.set(object, found);
}

/** "SELECT (`a`, `b`)" is one privilege for each column. */
function privilegesOf(line: string, tokens: readonly Token[]): string[] {
	const words = tokens.filter(({ kind }) => kind === "word").map(({ value }) => value);
	const columns = tokens.filter(({ kind }) => kind === "name");
	// Older servers write columns without quotes.
	const open = tokens.findIndex(({ kind, value }) => kind === "sign" && value === "(");
	if (open < 0) return [words.join(" ")];
	const name = tokens
		.slice(0, open)
		.map(({ value }) => value)
		.join(" ");
	const written = columns.length > 0 ? columns : tokens.slice(open).filter(({ kind }) => kind === "word");
	return written.map((column) => `${name} (${textOf(line, [column])})`);
}

const everything = "ALL PRIVILEGES";

/** What must be taken from an account, and what given to it, so that it has what another has. `account` is quoted. */
export function grantChanges(wanted: Grants, there: Grants, account: string): { readonly revoke: string[]; readonly grant: string[] } {
	const revoke: string[] = [];
	const grant: string[] = [];
	for (const [object, have] of there.objects) {
		const want = wanted.objects.get(object);
		const extra = [...have.privileges].filter((name) => !want?.privileges.has(name) && !want?.privileges.has(everything));
		if (extra.length > 0) revoke.push(`REVOKE ${extra.join(", ")} ON ${object} FROM ${account}`);
		if (have.grantable && !want?.grantable) revoke.push(`REVOKE GRANT OPTION ON ${object} FROM ${account}`);
	}
	for (const [object, want] of wanted.objects) {
		const have = there.objects.get(object);
		const missing = [...want.privileges].filter((name) => !have?.privileges.has(name));
		const option = want.grantable && !have?.grantable;
		if (missing.length > 0 || option)
			grant.push(`GRANT ${missing.join(", ") || "USAGE"} ON ${object} TO ${account}${option ? " WITH GRANT OPTION" : ""}`);
	}
	const singles = [
		[wanted.dynamic, there.dynamic, (name: string) => `${name} ON *.*`, "GRANT"],
		[wanted.roles, there.roles, (name: string) => name, "ADMIN"],
		[wanted.proxies, there.proxies, (name: string) => `PROXY ON ${name}`, "GRANT"],
	] as const;
	for (const [want, have, written, option] of singles) {
		// What may be passed on and should not be is taken whole, and given again in the next round.
		for (const [name, { grantable }] of have)
			if (!want.has(name) || (grantable && want.get(name)?.grantable === false)) revoke.push(`REVOKE ${written(name)} FROM ${account}`);
		for (const [name, { grantable }] of want)
			if (!have.has(name) || (grantable && have.get(name)?.grantable === false))
				grant.push(`GRANT ${written(name)} TO ${account}${grantable ? ` WITH ${option} OPTION` : ""}`);
	}
	for (const [object, names] of there.withheld) {
		const extra = [...names].filter((name) => !wanted.withheld.get(object)?.has(name));
		if (extra.length > 0) revoke.push(`GRANT ${extra.join(", ")} ON ${object} TO ${account}`);
	}
	for (const [object, names] of wanted.withheld) {
		const missing = [...names].filter((name) => !there.withheld.get(object)?.has(name));
		if (missing.length > 0) grant.push(`REVOKE ${missing.join(", ")} ON ${object} FROM ${account}`);
	}
	return { revoke, grant };
}

const server = new Set(["*.*", "`mysql`.*"]);

/** Privileges over the whole server that the first has and the second has not. */
export function serverWide(have: Grants, other: Grants): string[] {
	const more: string[] = [];
	for (const [object, { privileges, grantable }] of have.objects) {
		if (!server.has(object)) continue;
		const known = other.objects.get(object);
		if (known?.privileges.has(everything) && (known.grantable || !grantable)) continue;
		more.push(...[...privileges].filter((name) => !known?.privileges.has(name) && !known?.privileges.has(everything)));
		if (grantable && !known?.grantable) more.push("GRANT OPTION");
	}
	more.push(...[...have.dynamic.keys()].filter((name) => !other.dynamic.has(name)));
	return more;
}

/** Were both granted anything in common? Two accounts without privileges count as such. */
export function share(one: Grants, other: Grants): boolean {
	const keys = ({ objects, dynamic, roles, proxies }: Grants) => [
		...[...objects].filter(([, { privileges }]) => privileges.size > 0).map(([object]) => object),
		...dynamic.keys(),
		...roles.keys(),
		...proxies.keys(),
	];
	const known = new Set(keys(one));
	const others = keys(other);
	return others.length === 0 || others.some((key) => known.has(key));
}
