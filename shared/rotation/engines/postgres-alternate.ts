import type { Client } from "pg";
import { alternateNames } from "../secret.ts";

/**
 * Makes the second user of a pair what the first is. It is a member of the first one and every session of it runs as the first one (`ALTER ROLE … SET role`), so that
 * what either makes belongs to the first, and what is granted to the first holds for both: privileges cannot drift apart. Of what a member does not inherit
 * (connection limit, validity, settings) it gets the same.
 */
export async function equalize(client: Client, current: string, other: string): Promise<void> {
	const { first, second } = alternateNames(current, other);
	const a = client.escapeIdentifier(first);
	const b = client.escapeIdentifier(second);
	const roles = await client.query(
		"SELECT rolname, rolconnlimit, rolvaliduntil::text AS valid, rolinherit, rolcanlogin FROM pg_catalog.pg_roles WHERE rolname = ANY($1)",
		[[first, second]],
	);
	const facts = new Map((roles.rows as RoleFacts[]).map((row) => [row.rolname, row]));
	const model = facts.get(first);
	if (!model) throw Object.assign(new Error(`There is no role ${JSON.stringify(first)}.`), { code: "42704" });
	if (!facts.has(second)) await client.query(`CREATE ROLE ${b} LOGIN`);
	await client.query(
		`ALTER ROLE ${b} LOGIN INHERIT CONNECTION LIMIT ${Number(model.rolconnlimit)} VALID UNTIL ${client.escapeLiteral(model.valid ?? "infinity")}`,
	);
	if (!(await isMember(client, first, second))) await client.query(`GRANT ${a} TO ${b}`);
	// What was made under the other's own name, by an earlier way of rotating or by hand, goes to the first.
	const owned = await client.query(
		"SELECT 1 FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid WHERE r.rolname = $1 AND d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND d.deptype = 'o' AND d.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()) LIMIT 1",
		[second],
	);
	if (owned.rows.length > 0) await client.query(`REASSIGN OWNED BY ${b} TO ${a}`);
	await copySettings(client, first, second);
}

interface RoleFacts {
	readonly rolname: string;
	readonly rolconnlimit: number;
	readonly valid: string | null;
}

/** Is it a member that may act as the role? From PostgreSQL 16 on a membership says so for itself. */
async function isMember(client: Client, role: string, member: string): Promise<boolean> {
	const { rows } = await client.query(
		"SELECT pg_catalog.to_jsonb(m) ->> 'set_option' AS set, pg_catalog.to_jsonb(m) ->> 'inherit_option' AS inherit FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.roleid JOIN pg_catalog.pg_roles u ON u.oid = m.member WHERE r.rolname = $1 AND u.rolname = $2",
		[role, member],
	);
	return (rows as { set: string | null; inherit: string | null }[]).some(({ set, inherit }) => set !== "false" && inherit !== "false");
}

/** The settings of the first for the second, and that its sessions run as the first. */
async function copySettings(client: Client, first: string, second: string): Promise<void> {
	const { rows } = await client.query(
		"SELECT r.rolname, d.datname, s.setconfig FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_roles r ON r.oid = s.setrole LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase WHERE r.rolname = ANY($1)",
		[[first, second]],
	);
	const b = client.escapeIdentifier(second);
	const all = rows as { rolname: string; datname: string | null; setconfig: string[] }[];
	const place = (database: string | null) => (database === null ? "" : ` IN DATABASE ${client.escapeIdentifier(database)}`);
	for (const { datname } of all.filter(({ rolname }) => rolname === second))
		await client.query(`ALTER ROLE ${b}${place(datname)} RESET ALL`);
	for (const { datname, setconfig } of all.filter(({ rolname }) => rolname === first))
		for (const setting of setconfig) {
			const [name = "", value = ""] = split(setting);
			if (name === "role") continue;
			await client.query(`ALTER ROLE ${b}${place(datname)} SET ${client.escapeIdentifier(name)} TO ${listed(name, value, client)}`);
		}
	await client.query(`ALTER ROLE ${b} SET role TO ${client.escapeLiteral(first)}`);
}

const split = (setting: string): [string, string] => {
	const at = setting.indexOf("=");
	return [setting.slice(0, at), setting.slice(at + 1)];
};

/** Settings that are lists of names are kept as written, so that each name is one of its own. */
const lists = new Set(["search_path", "session_preload_libraries", "local_preload_libraries", "temp_tablespaces", "DateStyle"]);

function listed(name: string, value: string, client: Client): string {
	if (!lists.has(name)) return client.escapeLiteral(value);
	const names = value.match(/"(?:[^"]|"")*"|[^,\s][^,]*/g) ?? [];
	if (names.length === 0) return "''";
	return names.map((each) => client.escapeLiteral(each.startsWith('"') ? each.slice(1, -1).replaceAll('""', '"') : each.trim())).join(", ");
}
