import type { AwsCaller } from "../aws/caller.ts";
import type { AwsServiceName } from "../aws/services.ts";
import type { FindingResource } from "../core/finding.ts";
import type { ResourceKind } from "../core/kinds.ts";
import type { Unread } from "../core/observed.ts";

/** What JSON can hold: calls and facts are kept in records, hashed and shown. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };
export interface JsonObject {
	readonly [member: string]: Json;
}

/** An API operation with the IAM prefix of its service: `rds:ModifyDBInstance`. */
export type ApiName = `${AwsServiceName}:${string}`;

/** One role is deployed for each family, with the permissions of its actions and no others. */
export const families = ["rds", "snapshots", "network", "parameters", "kms", "secrets", "eks", "logs"] as const;
export type Family = (typeof families)[number];

/**
 * How far a repair may go by itself: `auto` at once, `window` in a maintenance window, `approve` only after a person approved exactly this plan. A
 * configured mode can make it stricter and never laxer.
 */
export const levels = ["auto", "window", "approve"] as const;
export type Level = (typeof levels)[number];

/** A call that changes something, as data. `input` is the SDK's input of the operation and holds no secret. */
export interface ApiCall {
	readonly api: ApiName;
	readonly input: JsonObject;
	/** What it does, for a person: "Set PubliclyAccessible to false". */
	readonly does: string;
	/** It is made only once the resource takes changes again after the call before. */
	readonly afterSettling?: true;
}

/** Why nothing is done, though something is wrong. The list is closed: metrics count by it. */
export const refusalReasons = [
	"unsupported", // AWS has no way to change it on this resource (replica, cluster member, Custom, stopped ...)
	"wrongPlace", // the change belongs to another resource, which is named (the cluster of a member, the primary of a key)
	"pendingChanges", // somebody's changes wait for the window, and ours would set them off
	"shared", // other resources would be changed along
	"unknown", // a fact that the decision needs cannot be read
	"ephemeral", // marked as short-lived
	"lastWayIn", // it would lock everybody out
	"settings", // the configuration lacks what the repair needs (an allow-list, a role, a key)
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What an action comes to for a resource as it is now. Pure: the same state and settings give the same decision. */
export type Decision =
	| { readonly kind: "compliant"; readonly detail: string }
	/** It is being changed: ask again later. */
	| { readonly kind: "busy"; readonly detail: string }
	| { readonly kind: "refused"; readonly reason: RefusalReason; readonly detail: string }
	| ({ readonly kind: "plan" } & Plan);

/** What would be done, and how it is undone. */
export interface Plan {
	/** At most the action's own level for this resource: what would be `auto` elsewhere may want approval here. */
	readonly level: Level;
	/** In order; never empty. After each, a new reading must give a plan whose calls are the rest of these, or compliance. */
	readonly calls: readonly ApiCall[];
	/** Calls that bring the facts back to what they are now; or why there are none. */
	readonly inverse: readonly ApiCall[] | { readonly irreversible: string };
	/** The facts as they will be, by `facts`. */
	readonly desired: JsonObject;
	/** "none", or what is interrupted and for how long. */
	readonly downtime: string;
	readonly risk: "low" | "medium" | "high";
	/** What whoever approves must know: one sentence each. */
	readonly notes: readonly string[];
	/** How the same is said in the code that owns the resource, so that it does not come back. */
	readonly hints: { readonly terraform?: string; readonly cloudformation?: string; readonly sst?: string };
}

/** What is to be repaired. */
export type RepairTarget = Pick<FindingResource, "arn" | "kind" | "name" | "partition" | "account" | "region">;

/** What an action is told by the configuration; every member has a default (settings.ts). */
export interface ActionSettings {
	/** Accounts that may be shared with, beside the own ones. */
	readonly trustedAccounts: readonly string[];
	/** CIDRs that may reach EKS endpoints and databases. */
	readonly allowedCidrs: readonly string[];
	/** Days of backups that every database keeps. */
	readonly backupDays: number;
	/** Days that log groups keep. */
	readonly logDays: number;
	/** KMS key for copies of snapshots and log groups: ARN or alias. */
	readonly kmsKey?: string | undefined;
	/** Role that enhanced monitoring writes with. */
	readonly monitoringRole?: string | undefined;
	/** Lambda that rotates secrets. */
	readonly rotationFunction?: string | undefined;
	/** Days between rotations. */
	readonly rotationDays: number;
	/** Tags (key, value pattern) of resources that live for hours only. */
	readonly ephemeralTags: Readonly<Record<string, string>>;
	/** Principals of break-glass access to EKS. */
	readonly breakGlass: readonly string[];
	/** SNS topic for event subscriptions. */
	readonly eventTopic?: string | undefined;
}

/** A fresh reading of everything that the decision needs. `gone`: there is no such resource (any more). */
export type Reading<State> = { readonly state: State } | { readonly gone: string } | { readonly unread: Unread };

/** A repair. Everything but `read` is pure; `read` makes only calls that are named in `reads`. */
export interface Action<State = unknown> {
	/** What it is called everywhere: `rds-instance-private`. */
	readonly id: string;
	/** One line: "Make an instance private". */
	readonly title: string;
	readonly family: Family;
	readonly kinds: readonly ResourceKind[];
	/** Rules whose failing it repairs. */
	readonly rules: readonly string[];
	/** Ids by which others name the same fault: Security Hub controls ("RDS.2"), Config rules. */
	readonly controls: readonly string[];
	/** The most that it may do by itself. */
	readonly level: Level;
	readonly reads: readonly ApiName[];
	readonly writes: readonly ApiName[];
	/** IAM actions that the writes need beside their own names, such as `iam:PassRole` or `kms:CreateGrant`, and for what. */
	readonly alsoNeeds?: readonly { readonly action: string; readonly why: string }[];
	/** API calls, as CloudTrail names them (`rds:ModifyDBInstance`), and RDS event ids, that may bring the fault about. */
	readonly triggers: readonly string[];
	/** Its own guards, beside those of every action: one sentence each, for the documentation. */
	readonly guards: readonly string[];
	readonly downtime: string;
	readonly reversible: true | string;
	read(target: RepairTarget, aws: AwsCaller): Promise<Reading<State>>;
	/**
	 * Changes that somebody put off, and that a call with ApplyImmediately would set off along. While there are any, no such call is made, on the way
	 * back neither.
	 */
	waiting?(state: State): readonly string[];
	/** What it touches and nothing else: the before-state of records, and what a rollback must bring back exactly. */
	facts(state: State): JsonObject;
	plan(state: State, settings: ActionSettings, target: RepairTarget): Decision;
}

/** Keeps the type of the state within an action, and lets go of it outside. */
export const defineAction = <State>(action: Action<State>): Action => action as unknown as Action;
