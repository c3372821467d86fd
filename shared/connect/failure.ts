import type { Unread, UnreadCause } from "../core/observed.ts";

/** The longest message that is kept, in characters. */
const maximumLength = 300;

/** SQLSTATE classes and codes of PostgreSQL, error names of MySQL, and codes of the network. */
const causes: readonly (readonly [RegExp, UnreadCause])[] = [
	[/^(42501|28\w{3}|0LP01)$/, "denied"],
	[
		/ACCESS_DENIED|TABLEACCESS_DENIED|SPECIFIC_ACCESS_DENIED|COLUMNACCESS_DENIED|ER_MUST_CHANGE_PASSWORD|HOST_NOT_PRIVILEGED|ACCOUNT_HAS_BEEN_LOCKED/,
		"denied",
	],
	[
		/^(57014|55P03|25P03|57P05)$|QUERY_TIMEOUT|ER_STATEMENT_TIMEOUT|ER_LOCK_WAIT|ETIMEDOUT|PARAPET_TIMEOUT|PROTOCOL_SEQUENCE_TIMEOUT/,
		"timeout",
	],
	[/^(53\w{3})$|ER_CON_COUNT|TOO_MANY_USER_CONNECTIONS/, "throttled"],
	[
		/^(42P01|42883|42703|0A000|3F000)$|NO_SUCH_TABLE|BAD_FIELD|UNKNOWN_SYSTEM_VARIABLE|ER_UNKNOWN_TABLE|SP_DOES_NOT_EXIST|NOT_SUPPORTED/,
		"unsupported",
	],
	[/^3D000$|ER_BAD_DB/, "notFound"],
	[
		/^(08\w{3}|57P0\d)$|ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE|EPROTO|CERT_|CERTIFICATE|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|PROTOCOL_CONNECTION_LOST|HANDSHAKE/,
		"network",
	],
];

/** What the drivers say of a connection without giving a code. */
const wordings: readonly (readonly [RegExp, UnreadCause])[] = [
	[/timeout|timed out/i, "timeout"],
	[
		/does not support (SSL|secure)|certificate|terminated unexpectedly|Connection ended|Connection lost|closed state|socket|not queryable/i,
		"network",
	],
	[/password|SASL|SCRAM|authentication/i, "denied"],
];

interface Failure {
	readonly code?: unknown;
	readonly message?: unknown;
	readonly errors?: unknown;
}

/** Turns what a driver threw into the reason that findings show. `secrets` are cut from the message, whoever put them there. */
export function explainSqlFailure(service: string, operation: string, error: unknown, secrets: readonly string[] = []): Unread {
	const failure = innermost(error);
	const code = typeof failure.code === "string" ? failure.code : "";
	const message = typeof failure.message === "string" ? failure.message : "";
	const cause = causes.find(([pattern]) => pattern.test(code))?.[1] ?? wordings.find(([pattern]) => pattern.test(message))?.[1] ?? "other";
	return { service, operation, cause, message: clip(withoutSecrets(message || code, secrets)) || "No reason was given." };
}

/** A host with several addresses fails with an AggregateError without a message. */
function innermost(error: unknown): Failure {
	const failure = (typeof error === "object" && error !== null ? error : { message: String(error) }) as Failure;
	return Array.isArray(failure.errors) && failure.errors[0] !== undefined ? (failure.errors[0] as Failure) : failure;
}

/** The text without the secrets, as they are and percent-encoded. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
	secrets
		.filter((secret) => secret !== "")
		.flatMap((secret) => [secret, encodeURIComponent(secret)])
		.reduce((result, secret) => result.replaceAll(secret, "[secret]"), text);

/** Servers choose their messages, and terminals obey control characters. */
const clip = (text: string): string => {
	const plain = text.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ").trim();
	return plain.length > maximumLength ? `${plain.slice(0, maximumLength - 1)}…` : plain;
};
