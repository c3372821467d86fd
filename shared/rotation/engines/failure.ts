import { withoutSecrets } from "../../connect/failure.ts";
import type { DatabaseAnswer, DatabaseFailure } from "../effects.ts";

/** What drivers and servers say, and what it means for a rotation; the first that fits counts. Only `auth` is a verdict on a password. */
const failures: readonly (readonly [RegExp, DatabaseFailure])[] = [
	// 28P01 is PostgreSQL's for a wrong password and for an unknown user alike; 1045 MySQL's.
	[/^(28P01|ER_ACCESS_DENIED_ERROR|ER_ACCESS_DENIED_NO_PASSWORD_ERROR)$/, "auth"],
	// 28000 is no line of pg_hba.conf for where one comes from, or a user that may not log in, whatever the password.
	[
		/^(42501|28000|0LP01|ER_SPECIFIC_ACCESS_DENIED_ERROR|ER_DBACCESS_DENIED_ERROR|ER_TABLEACCESS_DENIED_ERROR|ER_HOST_NOT_PRIVILEGED|ER_ACCOUNT_HAS_BEEN_LOCKED|ER_MUST_CHANGE_PASSWORD\w*|ER_CANNOT_USER|ER_CANT_CREATE_USER_WITH_GRANT|AUTH_SWITCH_PLUGIN_ERROR|MYSQL_CLEAR_PASSWORD_NOT_ENABLED)$/,
		"permission",
	],
	[/^(22023|ER_NOT_VALID_PASSWORD|ER_PASSWORD_\w+|ER_CREDENTIALS_CONTRADICT_TO_HISTORY)$/, "policy"],
	[/^(25006|ER_OPTION_PREVENTS_STATEMENT|ER_READ_ONLY_MODE|ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION)$/, "readOnly"],
	[/^(ENOTFOUND|EAI_AGAIN|EAI_NODATA)$/, "dns"],
	[/^(ETIMEDOUT|ESOCKETTIMEDOUT|PARAPET_TIMEOUT|57014|55P03|ER_STATEMENT_TIMEOUT|ER_QUERY_TIMEOUT|ER_LOCK_WAIT_TIMEOUT)$/, "timeout"],
	[/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|57P03|53\w{3}|ER_CON_COUNT_ERROR|ER_TOO_MANY_USER_CONNECTIONS|ER_HOST_IS_BLOCKED)$/, "refused"],
	[/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|^EPROTO$|HANDSHAKE_(?:NO_SSL|SSL)|ER_SECURE_TRANSPORT_REQUIRED/, "tls"],
	[/^(ECONNRESET|EPIPE|PROTOCOL_CONNECTION_LOST|08\w{3}|57P0[12])$/, "lost"],
];

/** What is said without a code; MariaDB's own numbers have other names in a driver that is made for MySQL. */
const wordings: readonly (readonly [RegExp, DatabaseFailure])[] = [
	[/account is locked|Could not (?:grant|revoke) role/i, "permission"],
	[/does not support (SSL|secure)|certificate|altnames|password in clear/i, "tls"],
	[/timeout|timed out|did not answer|max_statement_time exceeded/i, "timeout"],
	[/terminated unexpectedly|Connection (ended|lost|terminated)|closed state|not queryable|socket/i, "lost"],
];

interface Thrown {
	readonly code?: unknown;
	readonly message?: unknown;
	readonly detail?: unknown;
	readonly errors?: unknown;
}

/** What a driver threw, as an answer. `secrets` are cut from its message, whoever put them there. */
export function failureOf(error: unknown, secrets: readonly string[]): DatabaseAnswer & { ok: false } {
	const thrown = innermost(error);
	const code = typeof thrown.code === "string" ? thrown.code : "";
	const message = typeof thrown.message === "string" ? thrown.message : "";
	const failure =
		failures.find(([pattern]) => pattern.test(code))?.[1] ?? wordings.find(([pattern]) => pattern.test(message))?.[1] ?? "other";
	// PostgreSQL says in the detail which privilege is wanting; elsewhere details may hold data.
	const detail = failure === "permission" && typeof thrown.detail === "string" ? ` ${thrown.detail}` : "";
	return { ok: false, failure, message: clip(withoutSecrets(`${message || code || "No reason was given."}${detail}`, secrets)) };
}

/** A host with several addresses fails with an AggregateError without a message. */
function innermost(error: unknown): Thrown {
	const thrown = (typeof error === "object" && error !== null ? error : { message: String(error) }) as Thrown;
	return Array.isArray(thrown.errors) && thrown.errors[0] !== undefined ? (thrown.errors[0] as Thrown) : thrown;
}

/** Servers choose their messages, and logs are read by people. */
function clip(text: string): string {
	const plain = text.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ").trim();
	return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain;
}
