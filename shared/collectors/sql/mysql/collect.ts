import type { Row, SqlPort } from "../../../connect/port.ts";
import { type Observed, seen, type Unread, type UnreadCause, unread } from "../../../core/observed.ts";
import type { MysqlServer } from "../../../core/resources/index.ts";
import { flag, mapSeen, readRow, readRows, text } from "../reading.ts";
import { accountQueries, queries } from "./queries.ts";
import * as rows from "./rows.ts";
import { statementUse } from "./statements.ts";

/** What of a server is read from it, in contrast to where it is. */
export type MysqlFacts = Omit<
	MysqlServer,
	"kind" | "arn" | "name" | "partition" | "account" | "region" | "tags" | "connection" | "hostedBy"
>;

const service = "mysql";

/** Reads everything from a server, one question after the other: there is one connection. A question that is refused costs its own fact only. */
export async function collectMysql(port: SqlPort): Promise<MysqlFacts> {
	const list = <T>(operation: string, sql: string, shape: (row: Row) => T) => readRows(port, service, operation, sql, shape);
	const version = await readRow(port, service, "version", queries.version, rows.versionOf);
	const mariadb = "value" in version && version.value.flavour === "mariadb";
	const accounts = await list(
		"mysql.user",
		mariadb ? accountQueries.mariadb : accountQueries.mysql,
		mariadb ? rows.mariadbAccountOf : rows.accountOf,
	);
	const held = await grants(port, accounts, mariadb);
	return {
		version,
		platform: mapSeen(accounts, (all) => (all.some(({ user }) => user === "rdsadmin") ? "rds" : "other")),
		variables: mapSeen(
			await list("performance_schema.global_variables", mariadb ? queries.mariadbVariables : queries.variables, rows.variableOf),
			(entries) => Object.fromEntries(entries),
		),
		accounts,
		grants: held,
		tableGrants: await tableGrants(port, held),
		roleGrants: await roleGrants(port, mariadb),
		statementUse: await statementUse(port, mariadb),
		plugins: await plugins(port, mariadb),
		databases: await when(
			port,
			queries.mayListDatabases,
			"information_schema.SCHEMATA",
			"denied",
			"The scanning account lacks SHOW DATABASES.",
			(operation) => list(operation, queries.databases, (row) => text(row, "name")),
		),
		sessions: await when(
			port,
			queries.watchesSessions,
			"performance_schema.threads",
			"unsupported",
			"The Performance Schema is off.",
			(operation) => list(operation, queries.sessions, rows.sessionOf),
		),
	};
}

/** Asks only when the answer would be whole; `condition` selects `allowed`. */
async function when<T>(
	port: SqlPort,
	condition: string,
	operation: string,
	cause: UnreadCause,
	message: string,
	ask: (operation: string) => Promise<Observed<T>>,
): Promise<Observed<T>> {
	const allowed = await readRow(port, service, operation, condition, (row) => flag(row, "allowed"));
	if ("unread" in allowed) return allowed;
	return allowed.value ? ask(operation) : unread({ service, operation, cause, message });
}

/**
 * information_schema shows an account only its own grants unless it may read the mysql database. Whoever could read mysql.user sees all;
 * for others the list would look complete and not be.
 */
async function grants(port: SqlPort, accounts: MysqlFacts["accounts"], mariadb: boolean): Promise<MysqlFacts["grants"]> {
	if ("unread" in accounts) return unread({ ...accounts.unread, operation: "information_schema.USER_PRIVILEGES" });
	const global = await readRows(port, service, "information_schema.USER_PRIVILEGES", queries.globalGrants, rows.grantOf);
	if ("unread" in global) return global;
	const local = await readRows(port, service, "information_schema.SCHEMA_PRIVILEGES", queries.databaseGrants, rows.grantOf);
	if ("unread" in local) return local;
	// Each account has at least USAGE globally; a role of MariaDB has no line of its own.
	const known = new Set(global.value.map(({ user, host }) => `${user}\n${host}`));
	const missing = accounts.value.find(({ user, host, role }) => !(mariadb && role) && !known.has(`${user}\n${host}`));
	if (missing)
		return unread({
			service,
			operation: "information_schema.USER_PRIVILEGES",
			cause: "denied",
			message: "The grants of other accounts are not shown to the scanning account.",
		});
	return seen(rows.groupGrants([...global.value, ...local.value]));
}

/** Shown whole to whoever is shown the global ones whole. */
async function tableGrants(port: SqlPort, global: MysqlFacts["grants"]): Promise<MysqlFacts["tableGrants"]> {
	const operation = "information_schema.TABLE_PRIVILEGES";
	if ("unread" in global) return unread({ ...global.unread, operation });
	return mapSeen(await readRows(port, service, operation, queries.tableGrants, rows.grantOf), rows.groupGrants);
}

/** Who holds which role. Servers without the table have no roles. */
async function roleGrants(port: SqlPort, mariadb: boolean): Promise<MysqlFacts["roleGrants"]> {
	const held = mariadb
		? await readRows(port, service, "mysql.roles_mapping", queries.mariadbRoleGrants, rows.roleGrantOf)
		: await readRows(port, service, "mysql.role_edges", queries.roleGrants, rows.roleGrantOf);
	return "unread" in held && held.unread.cause === "unsupported" ? seen([]) : held;
}

/** Active plugins; with MySQL also components, which audit and password checks have become. */
async function plugins(port: SqlPort, mariadb: boolean): Promise<Observed<string[]>> {
	const active = await readRows(port, service, "information_schema.PLUGINS", queries.plugins, (row) => text(row, "name"));
	if (mariadb || "unread" in active) return active;
	const components = await readRows(port, service, "mysql.component", queries.components, (row) => text(row, "name"));
	// MySQL 5.7 has no components.
	if ("unread" in components) return components.unread.cause === "unsupported" ? active : components;
	return seen([...active.value, ...components.value]);
}

/** The facts of a server that could not be reached. */
export function unreadMysql(reason: Unread): MysqlFacts {
	const fact = unread(reason);
	return {
		version: fact,
		platform: fact,
		variables: fact,
		accounts: fact,
		grants: fact,
		tableGrants: fact,
		roleGrants: fact,
		statementUse: fact,
		plugins: fact,
		databases: fact,
		sessions: fact,
	};
}
