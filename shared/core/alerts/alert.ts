import { createHash } from "node:crypto";
import type { Severity } from "../severity.ts";
import type { Evidence } from "../verdict.ts";

/** Version of the envelope; new optional members do not change it. */
export const alertSchemaVersion = "parapet.alert/1";

/**
 * What happened to an incident, in the order in which alerts of one severity are sent. `unreadable` is about a scope, `system` about Parapet itself
 * (a target that takes no alerts, the weekly "no news"), everything else about a rule on a resource.
 */
export const alertKinds = ["new", "worse", "reopened", "unreadable", "system", "better", "resolved", "gone"] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Where the incident stands now: `closed` when it is resolved or its resource is gone. */
export type AlertStatus = "open" | "closed";

/** The rule of an incident, as far as people need it. */
export interface AlertRule {
	readonly id: string;
	readonly title: string;
	readonly risk: string;
	readonly recommendation: string;
	readonly links: readonly string[];
}

/** A call that failed, so that something could not be judged. */
export interface AlertUnread {
	readonly service: string;
	readonly operation: string;
	readonly cause: string;
	readonly message: string;
}

/** A judgement that could not be made. */
export interface AlertExample {
	readonly rule: string;
	readonly resource: string;
	readonly detail: string;
}

/** One change of one incident: the same for every target. Texts are clipped and free of what looks like a secret. */
export interface Alert {
	readonly schema: typeof alertSchemaVersion;
	readonly type: "alert";
	/** The same for the same change, however often it is worked out: receivers may drop what they have seen. */
	readonly id: string;
	/** The same for every change of one incident. */
	readonly fingerprint: string;
	readonly kind: AlertKind;
	readonly status: AlertStatus;
	readonly severity: Severity;
	/** When it was another. */
	readonly previousSeverity?: Severity;
	readonly title: string;
	readonly detail: string;
	/** What was said before the change. */
	readonly previousDetail?: string;
	readonly partition: string;
	/** `-` outside AWS. */
	readonly account: string;
	readonly region: string;
	readonly cluster?: string;
	/** By the tags of the resource; absent when none of them says it. */
	readonly environment?: string;
	/** Absent for `unreadable`, and when a scope can be read again. */
	readonly rule?: AlertRule;
	readonly resource?: {
		readonly arn: string;
		readonly kind: string;
		readonly name: string;
		readonly tags: Readonly<Record<string, string>>;
	};
	/** `<framework>:<requirement>`. */
	readonly frameworks: readonly string[];
	readonly evidence?: Evidence;
	/** Calls that failed in the scope, at most ten. */
	readonly unread?: readonly AlertUnread[];
	/** Judgements that could not be made, at most ten. */
	readonly examples?: readonly AlertExample[];
	/** ISO 8601, of the scan that saw it. */
	readonly observedAt: string;
	readonly firstSeen?: string;
	/** Ids of the snapshots that were compared. */
	readonly snapshot: { readonly from: string; readonly to: string };
	/** Where the whole report is. */
	readonly report?: string;
	/** Made by `parapet alert test`. */
	readonly test?: true;
	/** Id of the check of a deployment that it came of: it goes out whatever the hour and however many there are. */
	readonly check?: string;
}

/** Many alerts in one message: counts over all of them, the worst in full. */
export interface Digest {
	readonly schema: typeof alertSchemaVersion;
	readonly type: "digest";
	readonly id: string;
	readonly fingerprint: string;
	/** Of the worst. */
	readonly severity: Severity;
	readonly total: number;
	readonly kinds: Readonly<Record<AlertKind, number>>;
	readonly severities: Readonly<Record<Severity, number>>;
	readonly worst: readonly Alert[];
	/** Id, fingerprint, kind, severity, rule and resource of every one. */
	readonly alerts: readonly DigestEntry[];
	readonly observedAt: string;
	readonly snapshot: { readonly from: string; readonly to: string };
	readonly report?: string;
}

/** An alert in the list of a digest. */
export interface DigestEntry {
	readonly id: string;
	readonly fingerprint: string;
	readonly kind: AlertKind;
	readonly severity: Severity;
	readonly account: string;
	readonly region: string;
	readonly rule?: string;
	readonly resource?: string;
}

/** What a target is given. */
export type Message = Alert | Digest;

/**
 * What somebody decided about an incident: for every target where the incident has a message of its own that can be answered and updated, and for
 * no other. Texts are clipped and redacted as those of alerts are.
 */
export interface Note {
	readonly schema: typeof alertSchemaVersion;
	readonly type: "note";
	/** The same for the same decision, however often it is told. */
	readonly id: string;
	/** Of the incident. */
	readonly fingerprint: string;
	/** Who, as people read it. */
	readonly by: string;
	/** The same as an id of Slack (U…), when it is known. */
	readonly user?: string;
	/** What was said: the reason. */
	readonly text: string;
	/** ISO 8601. */
	readonly at: string;
	/** Somebody looks after it. */
	readonly ack?: true;
	/** It is suppressed until then (ISO 8601). */
	readonly until?: string;
	/** What Parapet did about it, or would do: nobody's decision. */
	readonly repair?: NoteRepair;
}

/** Where a repair is: `approval` waits for a person, `scheduled` for its window. */
export const repairPhases = [
	"proposed",
	"approval",
	"scheduled",
	"repaired",
	"rolled-back",
	"failed",
	"refused",
	"rejected",
	"expired",
	"superseded",
] as const;
export type RepairPhase = (typeof repairPhases)[number];

/** A repair as people read it. */
export interface NoteRepair {
	/** Id of the attempt. */
	readonly attempt: string;
	readonly phase: RepairPhase;
	/** One line: what it does, or did. */
	readonly title: string;
	/** What is called, what it costs, what to know. */
	readonly lines: readonly string[];
	/** There with `approval`: who approves, approves exactly the plan of this hash (64 hexadecimal digits), until then (ISO 8601). */
	readonly approval?: { readonly hash: string; readonly expires: string };
}

/** 32 hexadecimal digits over the parts; parts cannot run into each other. */
export const digestOf = (...parts: readonly string[]): string =>
	createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

/** The fingerprint of a rule on a resource. */
export const fingerprintOf = (
	ruleId: string,
	{ kind, account, region, arn }: { readonly kind: string; readonly account: string; readonly region: string; readonly arn: string },
): string => digestOf("finding", ruleId, kind, account, region, arn);
