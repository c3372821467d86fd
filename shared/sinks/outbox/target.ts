import type { Alert, AlertKind, AlertStatus, Message, Note } from "../../core/alerts/alert.ts";
import type { Severity } from "../../core/severity.ts";

/** Where an incident's messages are in Slack. */
export interface Thread {
	readonly channel: string;
	readonly ts: string;
}

/** What a target was told of one incident. */
export interface Incident {
	readonly fingerprint: string;
	readonly status: AlertStatus;
	readonly kind: AlertKind | "digest";
	readonly severity: Severity;
	/** Milliseconds. */
	readonly openedAt: number;
	readonly changedAt: number;
	/** Messages sent. */
	readonly count: number;
	readonly thread?: Thread;
	/** Ids of the last messages that were sent: none of them is sent again. */
	readonly sent: readonly string[];
	/** When the scan ended that the target was told of last: what an earlier one saw is over. ISO 8601. */
	readonly observedAt?: string;
	/** What the incident's own message shows, where it has one. */
	readonly shown?: Alert;
	/** What people decided since the incident opened, the last five. */
	readonly notes?: readonly Note[];
}

/** From the first to the last of some attempts, in milliseconds. */
export interface Span {
	readonly from: number;
	readonly to: number;
}

/** What a target knows of the message at hand. */
export interface Attempt {
	readonly incident?: Incident | undefined;
	/** Attempts began then whose end nobody knows: the message may have arrived. */
	readonly uncertain?: Span | undefined;
	/** A digest that people get tells of it too, so that they need not be disturbed by it; machines want it all the same. */
	readonly folded?: boolean | undefined;
	/** To be called before each call of an attempt that makes several: it says that this process still delivers, and throws when it may no more. */
	readonly keepAlive?: (() => Promise<void>) | undefined;
}

/** How an attempt ended. Reasons hold no secrets. */
export type Outcome =
	| { readonly outcome: "sent"; readonly thread?: Thread }
	/**
	 * Try again, after so many milliseconds when the target said so. `uncertain`: it may have arrived all the same. `absent`: the target was
	 * asked before this attempt, and none of the earlier ones had arrived.
	 */
	| { readonly outcome: "retry"; readonly reason: string; readonly afterMs?: number; readonly uncertain: boolean; readonly absent?: true }
	/** The target takes nothing as it is configured: a token, a channel, rights. */
	| { readonly outcome: "refused"; readonly reason: string }
	/** The target will never take this message. */
	| { readonly outcome: "rejected"; readonly reason: string };

/** Somewhere that alerts go. */
export interface Target {
	readonly name: string;
	/** An incident has one message there, which later alerts update. */
	readonly threads: boolean;
	/** Incidents whose messages may be under way at the same time. */
	readonly concurrency: number;
	/** Uses `Attempt.uncertain`: it finds out whether an earlier attempt arrived. The beginning of every attempt is kept for it. */
	readonly looks?: boolean;
	/** One attempt; never throws for what the other side does. */
	send(message: Message, attempt: Attempt): Promise<Outcome>;
	/** Tells what somebody decided, where the incident's message is; called only when `incident.thread` is there. `incident.notes` are those before it. */
	note?(note: Note, attempt: Attempt): Promise<Outcome>;
}
