/** Why a fact could not be read; `other` is the last resort, never a default for a known cause. */
export const unreadCauses = [
	"denied",
	"throttled",
	"timeout",
	"network",
	"unsupported",
	"malformed",
	"notFound",
	"skipped",
	"other",
] as const;
export type UnreadCause = (typeof unreadCauses)[number];

/** The service call that should have given a fact, and why it did not. `service` is the IAM prefix (`rds`, `eks`, `kms`), `operation` the API action. */
export interface Unread {
	service: string;
	operation: string;
	cause: UnreadCause;
	message: string;
}

/** A fact that needs a call of its own: its value, or the reason why there is none. Absence is never a value. */
export type Observed<T> = { value: T } | { unread: Unread };

/** A fact that was read. */
export const seen = <T>(value: T): { value: T } => ({ value });

/** A fact that could not be read. */
export const unread = (reason: Unread): { unread: Unread } => ({ unread: reason });

/** Thrown inside a rule when a fact that it needs is missing; the engine turns it into `indeterminate`. */
export class Unobserved extends Error {
	override readonly name = "Unobserved";
	readonly reason: Unread | undefined;

	constructor(message: string, reason?: Unread) {
		super(message);
		this.reason = reason;
	}
}

/** The value of an observed fact; throws `Unobserved` when it was not read. */
export function need<T>(fact: Observed<T>): T {
	if ("unread" in fact) throw new Unobserved(explainUnread(fact.unread).replace(/\.?$/, "."), fact.unread);
	return fact.value;
}

/** A field that AWS documents as always present but the SDK types as optional; throws `Unobserved` when AWS left it out. */
export function reported<T>(value: T | undefined, field: string): T {
	if (value === undefined) throw new Unobserved(`AWS did not report ${field}.`);
	return value;
}

/** One sentence for a person. */
export const explainUnread = (reason: Unread): string =>
	`${reason.service}:${reason.operation} could not be read (${reason.cause}): ${reason.message}`;
