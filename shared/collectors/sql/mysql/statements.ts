import type { SqlPort } from "../../../connect/port.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { MysqlStatementUse } from "../../../core/resources/mysql.ts";
import { flag, number, readRow, readRows, text } from "../reading.ts";

const service = "mysql";
const operation = "events_statements_summary_by_account_by_event_name";

/** Is anything counted, and what not? */
export const countingQuery = `SELECT @@performance_schema AS allowed,
		(SELECT COUNT(*) FROM performance_schema.setup_instruments WHERE NAME LIKE 'statement/%' AND ENABLED <> 'YES') AS switched_off,
		(SELECT COUNT(*) FROM performance_schema.setup_consumers WHERE NAME IN ('global_instrumentation', 'thread_instrumentation') AND ENABLED <> 'YES')
			AS consumers_off,
		(SELECT COUNT(*) FROM performance_schema.setup_actors WHERE HOST = '%' AND USER = '%') AS everybody`;

/** Start of the server, what it did in all, and accounts that found no room. */
const status = (table: string): string => `SELECT
		DATE_FORMAT(UTC_TIMESTAMP() - INTERVAL CAST(MAX(CASE WHEN UPPER(VARIABLE_NAME) = 'UPTIME' THEN VARIABLE_VALUE END) AS UNSIGNED) SECOND,
			'%Y-%m-%dT%H:%i:%s.000Z') AS since,
		SUM(CASE WHEN UPPER(VARIABLE_NAME) LIKE 'COM\\_%' THEN VARIABLE_VALUE ELSE 0 END) AS statements,
		SUM(CASE WHEN UPPER(VARIABLE_NAME) = 'PERFORMANCE_SCHEMA_ACCOUNTS_LOST' THEN VARIABLE_VALUE ELSE 0 END) AS lost
	FROM ${table} WHERE UPPER(VARIABLE_NAME) IN
		('UPTIME', 'COM_SELECT', 'COM_INSERT', 'COM_UPDATE', 'COM_DELETE', 'PERFORMANCE_SCHEMA_ACCOUNTS_LOST')`;

export const statusQueries = {
	mysql: status("performance_schema.global_status"),
	mariadb: status("information_schema.GLOBAL_STATUS"),
} as const;

const writes = ["insert", "update", "delete", "replace", "load", "call_procedure", "lock_tables"];
const definitions = ["create", "alter", "drop", "rename", "truncate", "grant", "revoke"];
const starting = (words: readonly string[]): string =>
	words.map((word) => `EVENT_NAME LIKE 'statement/sql/${word.replaceAll("_", "\\_")}%'`).join(" OR ");
const kinds: readonly (readonly [string, string])[] = [
	["prepared", "EVENT_NAME IN ('statement/com/Execute', 'statement/sql/execute_sql', 'statement/sql/execute_immediate')"],
	["read", "EVENT_NAME = 'statement/sql/select'"],
	["write", starting(writes)],
	["define", starting(definitions)],
];

/** Statements by user name and kind; the view holds no texts. */
export const useQuery = `SELECT user, ${[...kinds.map(([kind]) => kind), "other"]
	.map((kind) => `CAST(SUM(CASE WHEN kind = '${kind}' THEN calls ELSE 0 END) AS CHAR) AS \`${kind}\``)
	.join(", ")},
		CAST(SUM(CASE WHEN dml THEN calls ELSE 0 END) AS CHAR) AS dml
	FROM (
		SELECT USER AS user, COUNT_STAR AS calls,
			EVENT_NAME IN ('statement/sql/select', 'statement/sql/insert', 'statement/sql/update', 'statement/sql/delete') AS dml,
			CASE ${kinds.map(([kind, condition]) => `WHEN ${condition} THEN '${kind}'`).join(" ")} ELSE 'other' END AS kind
		FROM performance_schema.events_statements_summary_by_account_by_event_name
		WHERE USER IS NOT NULL AND COUNT_STAR > 0
	) AS counted GROUP BY user ORDER BY user`;

/** What users have done, as far as the Performance Schema counts it. */
export async function statementUse(port: SqlPort, mariadb: boolean): Promise<Observed<MysqlStatementUse>> {
	const counting = await readRow(port, service, "performance_schema.setup_instruments", countingQuery, (row) => ({
		allowed: flag(row, "allowed"),
		switchedOff: number(row, "switched_off"),
		consumersOff: number(row, "consumers_off"),
		everybody: number(row, "everybody"),
	}));
	if ("unread" in counting) return counting;
	const { allowed, switchedOff, consumersOff, everybody } = counting.value;
	if (!allowed || consumersOff > 0)
		return unread({ service, operation, cause: "unsupported", message: "The Performance Schema is off, or does not count by account." });
	const totals = await readRow(port, service, "global_status", mariadb ? statusQueries.mariadb : statusQueries.mysql, (row) => ({
		since: text(row, "since"),
		statements: number(row, "statements"),
		lost: number(row, "lost"),
	}));
	if ("unread" in totals) return totals;
	const users = await readRows(port, service, operation, useQuery, (row) => ({
		dml: number(row, "dml"),
		counts: {
			user: text(row, "user"),
			read: number(row, "read"),
			write: number(row, "write"),
			define: number(row, "define"),
			other: number(row, "other"),
			prepared: number(row, "prepared"),
		},
	}));
	if ("unread" in users) return users;
	const counted = users.value.reduce((all, { dml, counts }) => all + dml + counts.prepared, 0);
	return seen({
		since: totals.value.since,
		gaps: [
			...(totals.value.lost > 0 ? ["some accounts found no room in the Performance Schema"] : []),
			...(switchedOff > 0 ? ["some instruments of statements are switched off"] : []),
			...(everybody === 0 ? ["setup_actors leaves some accounts out"] : []),
			// The server's own counters go back to its start: when they are far ahead, somebody emptied the table or switched it on later.
			...(counted < totals.value.statements * 0.9 ? ["the table was emptied, or switched on, after the start of the server"] : []),
		],
		users: users.value.map(({ counts }) => counts),
	});
}
