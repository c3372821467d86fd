import type { SqlPort } from "../../../connect/port.ts";
import { type Observed, seen, type Unread, unread } from "../../../core/observed.ts";
import type { PostgresStatementUse } from "../../../core/resources/postgres.ts";
import { number, optionalText, readRow, readRows, text } from "../reading.ts";

const service = "postgres";
const operation = "pg_stat_statements";

/** Where the extension is, how new it is, and what it counts. The schema comes back quoted by the server, fit to be written into a statement. */
export const extensionQuery = `SELECT quote_ident(n.nspname) AS schema, e.extversion AS version, current_setting('pg_stat_statements.track', true) AS track,
		current_setting('pg_stat_statements.track_utility', true) AS utility
	FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'`;

/** When counting began, and how often entries were dropped. */
export const sinceQuery = (schema: string): string =>
	`SELECT to_char(stats_reset AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since, LEAST(dealloc, 2147483647)::int AS evictions
		FROM ${schema}.pg_stat_statements_info`;

const sum = (kind: string): string => `LEAST(COALESCE(sum(calls) FILTER (WHERE kind = '${kind}'), 0), 9007199254740991)::text AS ${kind}`;

/**
 * Calls by role and kind. The server classifies each statement by its first word after comments and brackets and answers with sums only. In
 * doubt a statement counts as writing (a query with FOR UPDATE or nextval, CALL, DO), so that a right is not taken for unused.
 */
export const useQuery = (schema: string): string => `WITH statements AS (
		SELECT userid, calls, regexp_replace(query, '^(\\s|\\(|;|/\\*([^*]|\\*+[^*/])*\\*+/|--[^\\n]*(\\n|$))*', '') AS statement
		FROM ${schema}.pg_stat_statements
	), worded AS (
		SELECT userid, calls, statement, upper(substring(statement FROM '^[a-zA-Z]+')) AS word FROM statements
	), classified AS (
		SELECT userid, calls, statement IS NULL AS lost, CASE
			WHEN word IN ('SELECT', 'WITH', 'TABLE', 'VALUES', 'DECLARE', 'FETCH') THEN CASE
				WHEN statement ~* '\\m(INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|MERGE\\s+INTO|nextval|setval)\\M' THEN 'write'
				WHEN statement ~* '\\mINTO\\M' THEN 'define'
				ELSE 'read' END
			WHEN word = 'COPY' THEN CASE WHEN statement ~* '\\mTO\\s+(STDOUT|PROGRAM|'')' THEN 'read' ELSE 'write' END
			WHEN word IN ('INSERT', 'UPDATE', 'DELETE', 'MERGE', 'TRUNCATE', 'LOCK', 'CALL', 'DO') THEN 'write'
			WHEN word IN ('CREATE', 'ALTER', 'DROP', 'COMMENT', 'GRANT', 'REVOKE', 'REINDEX', 'REFRESH', 'CLUSTER', 'IMPORT', 'SECURITY', 'REASSIGN')
				THEN 'define'
			ELSE 'other' END AS kind
		FROM worded
	)
	SELECT r.rolname::text AS role, bool_or(c.lost) AS lost, ${["read", "write", "define", "other"].map(sum).join(", ")}
	FROM classified c JOIN pg_roles r ON r.oid = c.userid GROUP BY r.rolname ORDER BY r.rolname`;

const away = (cause: Unread["cause"], message: string) => unread({ service, operation, cause, message });

/** What roles have done, as far as pg_stat_statements counts it; `mayRead` is the right to see other people's statements. */
export async function statementUse(port: SqlPort, mayRead: Observed<boolean>): Promise<Observed<PostgresStatementUse>> {
	if ("unread" in mayRead) return mayRead;
	if (!mayRead.value) return away("denied", "The scanning role is no member of pg_monitor (or pg_read_all_stats).");
	const found = await readRows(port, service, operation, extensionQuery, (row) => ({
		schema: text(row, "schema"),
		version: text(row, "version"),
		track: optionalText(row, "track"),
		utility: optionalText(row, "utility"),
	}));
	if ("unread" in found) return found;
	const [extension] = found.value;
	if (!extension) return away("unsupported", "The extension pg_stat_statements is not installed in the scanned database.");
	const [major = 0, minor = 0] = extension.version.split(".").map(Number);
	if (major === 1 && minor < 9)
		return away("unsupported", `pg_stat_statements ${extension.version} does not say since when it counts (1.9 of PostgreSQL 14 does).`);
	if (extension.track === undefined) return away("unsupported", "pg_stat_statements is not loaded (shared_preload_libraries).");
	if (extension.track === "none") return away("unsupported", "pg_stat_statements.track is none.");
	const since = await readRow(port, service, "pg_stat_statements_info", sinceQuery(extension.schema), (row) => ({
		since: text(row, "since"),
		evictions: number(row, "evictions"),
	}));
	if ("unread" in since) return since;
	const roles = await readRows(port, service, operation, useQuery(extension.schema), (row) => ({
		role: text(row, "role"),
		lost: row.lost === true,
		read: number(row, "read"),
		write: number(row, "write"),
		define: number(row, "define"),
		other: number(row, "other"),
	}));
	if ("unread" in roles) return roles;
	return seen({
		since: since.value.since,
		// Statements whose text is gone were counted, but nobody knows as what.
		evictions: since.value.evictions + (roles.value.some(({ lost }) => lost) ? 1 : 0),
		utility: extension.utility === "on",
		roles: roles.value.map(({ lost: _, ...role }) => role),
	});
}
