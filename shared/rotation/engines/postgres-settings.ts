import type { Client } from "pg";

interface RoleSettings {
	readonly role: string;
	/** Null: in every database. */
	readonly database: string | null;
	readonly settings: readonly string[];
}

/**
 * Gives the second user the default settings of the first, in every database and in single ones, and makes its sessions run as the first does. Only what differs
 * is touched: settings of the first that only a superuser may give stay equal once a superuser has made them so.
 */
export async function copySettings(client: Client, first: string, second: string): Promise<void> {
	const { rows } = await client.query(
		"SELECT r.rolname AS role, d.datname AS database, s.setconfig AS settings FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_roles r ON r.oid = s.setrole LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase WHERE r.rolname = ANY($1)",
		[[first, second]],
	);
	const wanted = settingsOf(rows as RoleSettings[], first);
	// Somebody may have the first run as an owner of everything: then so does the second.
	const everywhere = JSON.stringify([null, "role"]);
	if (!wanted.has(everywhere)) wanted.set(everywhere, first);
	const there = settingsOf(rows as RoleSettings[], second);
	const alter = async (key: string, change: (name: string) => string): Promise<void> => {
		const [database, name] = JSON.parse(key) as [string | null, string];
		const place = database === null ? "" : ` IN DATABASE ${client.escapeIdentifier(database)}`;
		await client.query(`ALTER ROLE ${client.escapeIdentifier(second)}${place} ${change(client.escapeIdentifier(name))}`);
	};
	for (const key of there.keys()) if (!wanted.has(key)) await alter(key, (name) => `RESET ${name}`);
	for (const [key, value] of wanted)
		if (there.get(key) !== value)
			await alter(key, (name) => `SET ${name} TO ${name === '"role"' ? client.escapeLiteral(value) : listed(name, value, client)}`);
}

/** The settings of a role by database and name. */
const settingsOf = (rows: readonly RoleSettings[], wanted: string): Map<string, string> =>
	new Map(
		rows
			.filter(({ role }) => role === wanted)
			.flatMap(({ database, settings }) =>
				settings.map((setting): [string, string] => {
					const at = setting.indexOf("=");
					return [JSON.stringify([database, setting.slice(0, at)]), setting.slice(at + 1)];
				}),
			),
	);

/** Settings that are lists of names are kept as written, so that each name is one of its own. The list is that of pg_dump. */
const lists = new Set(["local_preload_libraries", "search_path", "session_preload_libraries", "temp_tablespaces"]);

function listed(name: string, value: string, client: Client): string {
	if (!lists.has(name.slice(1, -1))) return client.escapeLiteral(value);
	const names = value.match(/"(?:[^"]|"")*"|[^,\s][^,]*/g) ?? [];
	if (names.length === 0) return "''";
	return names.map((each) => client.escapeLiteral(each.startsWith('"') ? each.slice(1, -1).replaceAll('""', '"') : each.trim())).join(", ");
}
