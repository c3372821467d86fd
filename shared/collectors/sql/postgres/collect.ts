import type { SqlPort } from "../../../connect/port.ts";
import { type Observed, seen, type Unread, unread } from "../../../core/observed.ts";
import type { PostgresServer } from "../../../core/resources/index.ts";
import { PasswordType } from "../../../core/resources/postgres.ts";
import { flag, mapSeen, number, optionalText, readRow, readRows, text } from "../reading.ts";
import { queries } from "./queries.ts";
import * as rows from "./rows.ts";
import { readSettings } from "./settings.ts";
import { statementUse } from "./statements.ts";

/** What of a server is read from it, in contrast to where it is. */
export type PostgresFacts = Omit<
	PostgresServer,
	"kind" | "arn" | "name" | "partition" | "account" | "region" | "tags" | "connection" | "hostedBy"
>;

const service = "postgres";

/** Reads everything from a server, one question after the other: there is one connection. A question that is refused costs its own fact only. */
export async function collectPostgres(port: SqlPort): Promise<PostgresFacts> {
	const list = <T>(operation: string, sql: string, shape: Parameters<typeof readRows<T>>[4], parameters?: readonly unknown[]) =>
		readRows(port, service, operation, sql, shape, parameters);
	const version = await readRow(port, service, "version", queries.version, (row) => ({
		number: number(row, "number"),
		text: text(row, "text"),
	}));
	const place = await readRow(port, service, "pg_roles", queries.platform, (row) => ({
		rds: flag(row, "rds"),
		standby: flag(row, "standby"),
	}));
	const settings = await list("pg_settings", queries.settings, (row) => [text(row, "name"), rows.settingOf(row)] as const, [readSettings]);
	const mayReadSessions = await readRow(port, service, "pg_stat_activity", queries.mayReadSessions, (row) => flag(row, "allowed"));
	return {
		version,
		platform: mapSeen(place, ({ rds }) => (rds ? "rds" : "other")),
		standby: mapSeen(place, ({ standby }) => standby),
		settings: mapSeen(settings, (entries) => Object.fromEntries(entries)),
		pendingRestart: await list("pg_settings", queries.pendingRestart, (row) => text(row, "name")),
		overrides: await list("pg_db_role_setting", queries.overrides, rows.overrideOf, [readSettings]),
		hba: await list("pg_hba_file_rules", queries.hba, rows.hbaOf),
		sessions: await sessions(port, mayReadSessions),
		roles: await list("pg_roles", queries.roles, rows.roleOf),
		passwordTypes: mapSeen(
			await list("pg_authid", queries.passwordTypes, (row) => [text(row, "name"), PasswordType.parse(row.type)] as const),
			(entries) => Object.fromEntries(entries),
		),
		memberships: await list("pg_auth_members", queries.memberships, rows.membershipOf),
		grants: await list("pg_class", queries.grants, rows.grantOf),
		statementUse: await statementUse(port, mayReadSessions),
		databases: await list("pg_database", queries.databases, rows.databaseOf),
		extensions: await list("pg_extension", queries.extensions, rows.extensionOf),
		languages: await list("pg_language", queries.languages, (row) => ({ name: text(row, "name"), trusted: flag(row, "trusted") })),
		definerFunctions: await list("pg_proc", queries.definerFunctions, rows.functionOf),
		schemas: await list("pg_namespace", queries.schemas, rows.schemaOf),
		tables: await list("pg_class", queries.tables, rows.tableOf),
		replicationSlots: await list("pg_replication_slots", queries.replicationSlots, rows.slotOf),
	};
}

/** Without pg_read_all_stats the view shows other people's sessions without client, TLS and age: as good as not at all. */
async function sessions(port: SqlPort, allowed: Observed<boolean>): Promise<PostgresFacts["sessions"]> {
	if ("unread" in allowed) return allowed;
	if (!allowed.value)
		return unread({
			service,
			operation: "pg_stat_activity",
			cause: "denied",
			message: "The scanning role is no member of pg_monitor (or pg_read_all_stats).",
		});
	const all = await readRows(port, service, "pg_stat_activity", queries.sessions, (row) =>
		// A session that is still logging in, or has just left, has no start; it will be there next time.
		optionalText(row, "started_at") === undefined ? [] : [rows.sessionOf(row)],
	);
	return "unread" in all ? all : seen(all.value.flat());
}

/** The facts of a server that could not be reached. */
export function unreadPostgres(reason: Unread): PostgresFacts {
	const fact = unread(reason);
	return {
		version: fact,
		platform: fact,
		standby: fact,
		settings: fact,
		pendingRestart: fact,
		overrides: fact,
		hba: fact,
		sessions: fact,
		roles: fact,
		passwordTypes: fact,
		memberships: fact,
		grants: fact,
		statementUse: fact,
		databases: fact,
		extensions: fact,
		languages: fact,
		definerFunctions: fact,
		schemas: fact,
		tables: fact,
		replicationSlots: fact,
	};
}
