import type { AwsCaller } from "../../aws/caller.ts";
import type { Unread } from "../../core/observed.ts";
import type { Scope } from "../../core/scope.ts";

/** `unknown` is never taken for ok: what could not be asked is said. */
export type CheckStatus = "ok" | "warning" | "failed" | "unknown";

/** What one look found, and what to do about it. Neither holds a secret. */
export interface Check {
	/** What was looked at, a few words. */
	readonly name: string;
	readonly status: CheckStatus;
	readonly detail: string;
	/** What to do; there unless it is ok. */
	readonly advice?: string;
	/** What the detail is about, one by one. */
	readonly items?: readonly string[];
}

/** Who looks, and from where. */
export interface CheckAccess {
	/** Of whoever deploys. */
	readonly partition: string;
	readonly account: string;
	/** Where the application is, or is to be. */
	readonly region: string;
	readonly stage: string;
	/** A caller of the deployer, in the region of the application unless another is named. */
	readonly caller: (scope?: Partial<Scope>) => AwsCaller;
	/** Says what is being done, for whoever waits. */
	readonly progress: (what: string) => void;
}

export const ok = (name: string, detail: string): Check => ({ name, status: "ok", detail });

export const warning = (name: string, detail: string, advice: string, items?: readonly string[]): Check =>
	finding("warning", name, detail, advice, items);

export const failed = (name: string, detail: string, advice: string, items?: readonly string[]): Check =>
	finding("failed", name, detail, advice, items);

export const unknown = (name: string, detail: string, advice: string, items?: readonly string[]): Check =>
	finding("unknown", name, detail, advice, items);

/** AWS did not say: which call failed, and that its right is what is missing when it is. */
export const notAnswered = (name: string, { service, operation, cause, message }: Unread): Check =>
	unknown(
		name,
		`${service}:${operation} was not answered (${cause}): ${message}`,
		cause === "denied"
			? `Allow ${service}:${operation} to whoever checks, or look at it yourself.`
			: "Try again; if it stays, look at it yourself.",
	);

const finding = (status: CheckStatus, name: string, detail: string, advice: string, items?: readonly string[]): Check => ({
	name,
	status,
	detail,
	advice,
	...(items && items.length > 0 ? { items } : {}),
});

/** At most so many are named. */
const named = 10;

/** The first of them, and how many more there are. */
export const few = (items: readonly string[]): string[] =>
	items.length <= named ? [...items] : [...items.slice(0, named), `and ${items.length - named} more`];
