import type { Client } from "pg";
import { alternateNames } from "../secret.ts";
import { copySettings } from "./postgres-settings.ts";

/**
 * Makes the second user of a pair what the first is. It is a member of the first one and every session of it runs as the first one (`ALTER ROLE … SET role`), so that
 * what either makes belongs to the first, and what is granted to the first holds for both: privileges cannot drift apart. Of what a member does not inherit
 * (connection limit, validity, replication, settings) it gets the same.
 *
 * What was granted to the second by name stays with it, and its sessions do not use it. Nothing is taken from anybody: a second user that was not made for this pair, or that may do more than the first, is refused. Its name may be a coincidence,
 * and giving its password to those who read the secret would hand them its privileges.
 */
export async function equalize(client: Client, current: string, other: string): Promise<void> {
	const { first, second } = alternateNames(current, other);
	const a = client.escapeIdentifier(first);
	const b = client.escapeIdentifier(second);
	const facts = await rolesOf(client, [first, second]);
	const model = facts.get(first);
	if (!model) throw refusal(`There is no role ${JSON.stringify(first)}, which is the first of the pair`);
	const clone = facts.get(second);
	const memberships = clone ? await membershipsOf(client, second) : [];
	if (clone) refuseStranger(model, clone, memberships);
	else await client.query(`CREATE ROLE ${b} LOGIN`);
	const changes = [
		...(clone && !clone.login ? ["LOGIN"] : []),
		...(clone && !clone.inherit ? ["INHERIT"] : []),
		...(model.replication && !clone?.replication ? ["REPLICATION"] : []),
		...(model.connections === (clone?.connections ?? -1) ? [] : [`CONNECTION LIMIT ${Number(model.connections)}`]),
		...((model.valid ?? "infinity") === (clone?.valid ?? "infinity")
			? []
			: [`VALID UNTIL ${client.escapeLiteral(model.valid ?? "infinity")}`]),
	];
	if (changes.length > 0) await client.query(`ALTER ROLE ${b} ${changes.join(" ")}`);
	if (!memberships.some(({ set, inherit }) => set && inherit))
		// From PostgreSQL 16 on a membership has options of its own, which a second GRANT without them leaves as they are.
		await client.query(`GRANT ${a} TO ${b}${(await isSince16(client)) ? " WITH INHERIT TRUE, SET TRUE" : ""}`);
	await reassign(client, first, second);
	await copySettings(client, first, second);
}

interface RoleFacts {
	readonly name: string;
	readonly connections: number;
	readonly valid: string | null;
	readonly inherit: boolean;
	readonly login: boolean;
	readonly superuser: boolean;
	readonly createrole: boolean;
	readonly createdb: boolean;
	readonly replication: boolean;
	readonly bypassrls: boolean;
}

async function rolesOf(client: Client, names: readonly string[]): Promise<Map<string, RoleFacts>> {
	const { rows } = await client.query(
		"SELECT rolname AS name, rolconnlimit AS connections, rolvaliduntil::text AS valid, rolinherit AS inherit, rolcanlogin AS login, rolsuper AS superuser, rolcreaterole AS createrole, rolcreatedb AS createdb, rolreplication AS replication, rolbypassrls AS bypassrls FROM pg_catalog.pg_roles WHERE rolname = ANY($1)",
		[names],
	);
	return new Map((rows as RoleFacts[]).map((row) => [row.name, row]));
}

interface Membership {
	readonly role: string;
	readonly admin: boolean;
	/** May act as the role, and has its privileges without asking; memberships say so for themselves from PostgreSQL 16 on. */
	readonly set: boolean;
	readonly inherit: boolean;
}

async function membershipsOf(client: Client, member: string): Promise<Membership[]> {
	const { rows } = await client.query(
		"SELECT r.rolname AS role, m.admin_option AS admin, COALESCE((pg_catalog.to_jsonb(m) ->> 'set_option')::boolean, true) AS set, COALESCE((pg_catalog.to_jsonb(m) ->> 'inherit_option')::boolean, true) AS inherit FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.roleid JOIN pg_catalog.pg_roles u ON u.oid = m.member WHERE u.rolname = $1 ORDER BY 1",
		[member],
	);
	return rows as Membership[];
}

const refusal = (message: string) => Object.assign(new Error(`${message}.`), { code: "42501" });

function refuseStranger(first: RoleFacts, second: RoleFacts, memberships: readonly Membership[]): void {
	const name = JSON.stringify(second.name);
	const more = (["superuser", "createrole", "createdb", "replication", "bypassrls"] as const).filter(
		(each) => second[each] && !first[each],
	);
	if (more.length > 0)
		throw refusal(`${name} may do more than ${JSON.stringify(first.name)} (${more.join(", ")}): take that from it, or rename it`);
	const foreign = memberships.filter(({ role, admin }) => role !== first.name || admin).map(({ role }) => JSON.stringify(role));
	if (foreign.length > 0)
		throw refusal(
			`${name} has memberships of its own (${foreign.join(", ")}): revoke them, or grant them to ${JSON.stringify(first.name)}`,
		);
	if (memberships.length === 0)
		throw refusal(
			`${name} is no member of ${JSON.stringify(first.name)}, so that it may be somebody else's. If both are a pair, grant ${JSON.stringify(first.name)} to it`,
		);
}

/** What was made under the other's own name, by an earlier way of rotating or by hand, goes to the first: in this database, and databases themselves. */
async function reassign(client: Client, first: string, second: string): Promise<void> {
	const { rows } = await client.query(
		"SELECT 1 FROM pg_catalog.pg_shdepend d JOIN pg_catalog.pg_roles r ON r.oid = d.refobjid WHERE r.rolname = $1 AND d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND d.deptype = 'o' AND d.dbid IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())) LIMIT 1",
		[second],
	);
	if (rows.length === 0) return;
	const sql = `REASSIGN OWNED BY ${client.escapeIdentifier(second)} TO ${client.escapeIdentifier(first)}`;
	await actingAs(client, [first, second], async () => {
		await client.query(sql);
	});
}

/**
 * Some statements ask for the privileges of the roles that they are about, which an administrator that is no superuser need not have: it takes them for as long,
 * and gives them back in the same transaction, so that nobody ever sees them.
 */
async function actingAs(client: Client, roles: readonly string[], run: () => Promise<void>): Promise<void> {
	const since16 = await isSince16(client);
	const undo: string[] = [];
	for (const role of roles) {
		const { rows } = await client.query(
			`SELECT pg_catalog.pg_has_role($1::name, 'USAGE') AND pg_catalog.pg_has_role($1::name, '${since16 ? "SET" : "MEMBER"}') AS has, (SELECT pg_catalog.to_jsonb(m) FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.roleid JOIN pg_catalog.pg_roles u ON u.oid = m.member JOIN pg_catalog.pg_roles g ON g.oid = m.grantor WHERE r.rolname = $1::name AND u.rolname = CURRENT_USER ${since16 ? "AND g.rolname = CURRENT_USER" : ""}) AS own`,
			[role],
		);
		const [{ has, own } = { has: false, own: null }] = rows as {
			has: boolean;
			own: { inherit_option?: boolean; set_option?: boolean } | null;
		}[];
		if (has) continue;
		const name = client.escapeIdentifier(role);
		await client.query(`GRANT ${name} TO CURRENT_USER${since16 ? " WITH INHERIT TRUE, SET TRUE" : ""}`);
		// A grant of its own that was there before (createrole_self_grant, say) is put back as it was.
		if (!own) undo.push(`REVOKE ${name} FROM CURRENT_USER${since16 ? " GRANTED BY CURRENT_USER" : ""}`);
		else if (since16)
			undo.push(`GRANT ${name} TO CURRENT_USER WITH INHERIT ${own.inherit_option === true}, SET ${own.set_option === true}`);
	}
	await run();
	for (const statement of undo) await client.query(statement);
}

async function isSince16(client: Client): Promise<boolean> {
	const { rows } = await client.query("SELECT pg_catalog.current_setting('server_version_num')::int >= 160000 AS since");
	return (rows as { since: boolean }[])[0]?.since === true;
}
