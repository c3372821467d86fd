import type { ApiCall, Family, JsonObject, Plan, RefusalReason, RepairTarget } from "../action.ts";
import type { Mode } from "../settings.ts";

/** Phases in which something is still to come. */
export const openPhases = ["planned", "awaiting", "scheduled", "applying", "settling", "verifying", "rollingBack"] as const;
/** Phases that an attempt ends in. */
export const finalPhases = ["succeeded", "failed", "refused", "rolledBack", "expired", "superseded"] as const;
export type Phase = (typeof openPhases)[number] | (typeof finalPhases)[number];

export const isFinal = (phase: Phase): boolean => (finalPhases as readonly string[]).includes(phase);

/** Why the engine does nothing, beside the reasons of actions. The list is closed: metrics count by it. */
export const guardReasons = [
	"outside", // in no scope of remediation.allow
	"suppressed", // somebody decided not to act
	"flapping", // it was repaired again and again: something changes it back
	"busy", // it was being changed for too long
	"rejected", // somebody decided against the plan
	"noWindow", // it wants a maintenance window, and none is configured
	"gone", // there is no such resource any more
	"changedSince", // rollback: somebody changed it after the repair
	"irreversible", // rollback: there is no way back
] as const;
export type GuardReason = (typeof guardReasons)[number];
export type Reason = RefusalReason | GuardReason;

/** Who asks, and why. */
export const sources = ["cli", "schedule", "change", "rdsEvent", "securityHub", "customAction", "guardDuty", "finding", "slack"] as const;
export type Source = (typeof sources)[number];

/** What is asked for. The body of an event is only a hint: everything that decides is read afresh. */
export interface RepairRequest {
	/** Of the event or the message, for records. */
	readonly id: string;
	readonly source: Source;
	readonly target: RepairTarget;
	/** Which actions: by their ids, by rules, by ids of others ("RDS.2"), or by what happened (`rds:ModifyDBInstance`, `RDS-EVENT-0005`). Together: a union. */
	readonly actions?: readonly string[];
	readonly rules?: readonly string[];
	readonly controls?: readonly string[];
	readonly triggers?: readonly string[];
	/** Who asks: an ARN, a Slack user, "schedule". */
	readonly by: string;
	/** One sentence, for the record. */
	readonly why: string;
	/** When the cause came about, ISO 8601. */
	readonly at: string;
	/** ARN of whoever made the change that the event tells of. What Parapet's own roles did is ignored. */
	readonly principal?: string;
	/** How often it was put off because the resource was being changed. */
	readonly tries?: number;
	/** Whoever asks has seen the plan of this hash and approves it. */
	readonly approval?: Approval;
}

/** Somebody's consent to exactly one plan. */
export interface Approval {
	readonly by: string;
	readonly hash: string;
	/** At once, also outside of maintenance windows. */
	readonly now?: boolean;
}

/** A call as it went. */
export interface CallOutcome {
	readonly api: string;
	readonly startedAt: string;
	/** Hash of the facts right before it: by it a resumed attempt knows whether an unanswered call had its effect. */
	readonly factsBefore: string;
	readonly endedAt?: string;
	/** AWS's request id. */
	readonly requestId?: string;
	/** Why it was refused. */
	readonly problem?: string;
}

/** A step of the way, for people. */
export interface LogEntry {
	readonly at: string;
	readonly phase: Phase;
	readonly detail: string;
}

/**
 * One attempt to repair (or to take a repair back): what is kept of it while it runs, and the evidence afterwards. JSON all through. A refusal is an attempt
 * too, without `plan` and `before`.
 */
export interface Attempt {
	readonly schema: "parapet.attempt/1";
	readonly id: string;
	readonly kind: "repair" | "rollback";
	/** The repair that a rollback takes back. */
	readonly of?: string;
	readonly phase: Phase;
	/** Why it was refused. */
	readonly reason?: Reason;
	/** What it came to so far: one sentence. */
	readonly detail: string;
	readonly action: string;
	readonly family: Family;
	readonly target: RepairTarget;
	readonly request: Omit<RepairRequest, "target">;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly endedAt?: string;
	readonly mode?: Mode;
	readonly needs?: { readonly approval: boolean; readonly window: boolean };
	/** Of target, action, calls, inverse and the facts before: what an approval is bound to. */
	readonly hash?: string;
	readonly plan?: Plan;
	/** Facts before the first call, at the moment of the plan. */
	readonly before?: JsonObject;
	/** Facts after the last one, verified. */
	readonly after?: JsonObject;
	readonly expiresAt?: string;
	/** It is taken up no sooner. */
	readonly dueAt?: string;
	readonly approval?: Approval & { readonly at: string };
	readonly rejection?: { readonly by: string; readonly at: string };
	/** The hour of whose budget it is. */
	readonly budget?: string;
	/** Calls of the plan as they went. */
	readonly made: readonly CallOutcome[];
	/** Calls of the inverse as they went, once it rolls back. */
	readonly undone: readonly CallOutcome[];
	/** The calls by which it rolls back: those of the inverse that undo what was made. */
	readonly back?: readonly ApiCall[];
	/** Why it rolls back. */
	readonly fault?: string;
	/** How often it was put off in this phase. */
	readonly tries: number;
	readonly log: readonly LogEntry[];
	/** Who works on it, and until when that counts. */
	readonly lease?: { readonly by: string; readonly until: string };
	/** News that were not told yet. */
	readonly untold: readonly NewsKind[];
}

/** What people are told of. */
export const newsKinds = [
	"planned", // there is a plan; nothing is done
	"approvalWanted",
	"scheduled", // it will be applied in a maintenance window
	"deferred", // the budget of the hour is used up
	"succeeded",
	"failed",
	"refused",
	"rolledBack",
	"expired",
	"superseded",
	"flapping", // something keeps changing it back: Parapet stops
] as const;
export type NewsKind = (typeof newsKinds)[number];

/** What people are told. The same `key` is the same news: who tells it tells it once. */
export interface News {
	readonly key: string;
	readonly kind: NewsKind;
	readonly attempt: Attempt;
}

/** The calls that take a repair back; undefined when there are none. */
export const inverseOf = (plan: Plan): readonly ApiCall[] | undefined => ("irreversible" in plan.inverse ? undefined : plan.inverse);
