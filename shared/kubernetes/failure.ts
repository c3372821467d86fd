import type { Unread, UnreadCause } from "../core/observed.ts";

/** The longest message that is kept, in characters. */
const maximumLength = 300;

/** A request that did not end in an answer, or in none that can be used. */
export class RequestFailed extends Error {
	override readonly name = "RequestFailed";
	readonly reason: UnreadCause;

	constructor(reason: UnreadCause, message: string, options?: ErrorOptions) {
		super(message, options);
		this.reason = reason;
	}
}

/** Codes of Node's network and TLS layers. */
const codes: readonly (readonly [RegExp, UnreadCause])[] = [
	[/TIMEDOUT|TIMEOUT/, "timeout"],
	[
		/^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|EPIPE|EPROTO|HPE_|CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS|ERR_SSL|ERR_PROXY|ERR_STREAM_PREMATURE_CLOSE)|CERT|ISSUER/,
		"network",
	],
	[/^(Z_|ERR_STRING_TOO_LONG|ERR_BUFFER_TOO_LARGE)/, "malformed"],
];

/** Why a request failed, whatever was thrown. */
export function causeOf(error: unknown): UnreadCause {
	if (error instanceof RequestFailed) return error.reason;
	const failure = innermost(error);
	const code = codeOf(error);
	const cause = codes.find(([pattern]) => pattern.test(code))?.[1];
	if (cause) return cause;
	return /socket hang up|aborted|certificate|altnames|Bad response: \d+|proxy|socks/i.test(String((failure as Error).message))
		? "network"
		: "other";
}

/** How often the same request may be worth sending: a connection that breaks five times, a server that is silent or not there twice; names that do not exist and certificates that are not trusted stay so. */
export function attemptsFor(error: unknown): number {
	if (causeOf(error) === "timeout") return 2;
	return passing(error) ? (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(codeOf(error)) ? 2 : 5) : 1;
}

function passing(error: unknown): boolean {
	const cause = causeOf(error);
	const failure = innermost(error);
	return (
		cause === "network" &&
		/^(ECONN(RESET|REFUSED|ABORTED)|EPIPE|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_STREAM_PREMATURE_CLOSE)$|^$/.test(codeOf(error)) &&
		!/certificate|altnames/i.test(String((failure as Error).message))
	);
}

/** What a failure of the API is in findings. `secrets` are cut from the message, whoever put them there. */
export const explainKubernetesFailure = (operation: string, error: unknown, secrets: readonly string[] = []): Unread => ({
	service: "kubernetes",
	operation,
	cause: causeOf(error),
	message: plainMessage(messageOf(error), secrets),
});

/** Servers and plugins choose their words, and terminals obey control characters: folded, cut to 300 characters, without anything that looks like a token. */
export function plainMessage(text: string, secrets: readonly string[] = []): string {
	// What is shorter proves nothing, and stands in many a word.
	const known = secrets.filter((secret) => secret.length >= 6).reduce((result, secret) => result.replaceAll(secret, "[secret]"), text);
	const plain = known
		.replace(/\bk8s-aws-v1\.[\w-]+/g, "[token]")
		.replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, "[token]")
		.replace(/[A-Za-z0-9+/_=-]{100,}/g, "[…]")
		.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ")
		.trim();
	return (plain.length > maximumLength ? `${plain.slice(0, maximumLength - 1)}…` : plain) || "No reason was given.";
}

function messageOf(error: unknown): string {
	const failure = innermost(error);
	const { message, code } = failure as { message?: unknown; code?: unknown };
	return String(message || code || "");
}

const codeOf = (error: unknown): string => String((innermost(error) as { code?: unknown }).code ?? "");

/** A host with several addresses fails with an AggregateError without a message. */
function innermost(error: unknown): object {
	if (typeof error !== "object" || error === null) return new Error(String(error));
	const { errors } = error as { errors?: unknown };
	return Array.isArray(errors) && typeof errors[0] === "object" && errors[0] !== null ? errors[0] : error;
}
