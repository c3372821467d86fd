import type { Estate } from "./estate/types.ts";
import type { Finding } from "./finding.ts";
import type { Framework } from "./framework.ts";
import type { Carried } from "./history/history.ts";
import type { CollectionError } from "./inventory.ts";
import type { ResourceKind } from "./kinds.ts";
import type { RelatedRules } from "./rule.ts";
import type { Scope } from "./scope.ts";
import type { Severity } from "./severity.ts";
import type { SuppressionUse } from "./suppression.ts";
import type { VerdictName } from "./verdict.ts";

/** Version of the snapshot format; a reader refuses what it does not know. New optional members do not change it: an older reader passes over them. */
export const snapshotSchemaVersion = "1.0";

/** Counts over the findings of a snapshot. */
export interface Summary {
	readonly resources: number;
	readonly rules: number;
	readonly verdicts: Readonly<Record<VerdictName, number>>;
	/** Failing and not suppressed, by severity. */
	readonly failing: Readonly<Record<Severity, number>>;
	/** Failing but suppressed. */
	readonly suppressed: number;
	/** See `isComplete`. */
	readonly complete: boolean;
	/** Resource kind to number of resources. */
	readonly resourcesByKind: Readonly<Record<string, number>>;
}

/** What was asked of the scan: the scopes and the filters. */
export interface SnapshotScope {
	readonly scopes: readonly Scope[];
	/** Absent filters mean all. */
	readonly services?: readonly string[];
	readonly rules?: readonly string[];
	readonly frameworks?: readonly string[];
	/** This severity and worse. */
	readonly severity?: Severity;
	/** Only these namespaces of clusters were read. */
	readonly namespaces?: readonly string[];
}

/** A rule as it was when it judged: the snapshot explains itself without the catalogue of a later version. */
export interface RuleRecord {
	readonly id: string;
	readonly title: string;
	readonly severity: Severity;
	readonly resource: ResourceKind;
	/** All kinds that it judges, when there are several. */
	readonly kinds?: readonly ResourceKind[];
	readonly risk: string;
	readonly recommendation: string;
	readonly links: readonly string[];
	readonly related: RelatedRules;
	/** The values in force. */
	readonly parameters: Readonly<Record<string, unknown>>;
}

/** When something was read: the scan that did it, from its first call to its last (ISO 8601). */
export interface Reading {
	readonly snapshotId: string;
	readonly startedAt: string;
	readonly finishedAt: string;
}

/** Why only some kinds were read. */
export interface Trigger {
	readonly cause: "change";
	/** What was read again. */
	readonly kinds: readonly ResourceKind[];
	/** Ids of the events that said that something changed, at most 20. */
	readonly events: readonly string[];
}

/** What a snapshot is put together from: a whole scan, and what was read after it. */
export interface Readings {
	readonly whole: Reading;
	/** The kinds that were not read with the rest. */
	readonly kinds: { readonly [K in ResourceKind]?: Reading };
}

/** What Parapet did, or refused to do, about something in the scope. */
export interface SnapshotRepair {
	/** Id of the attempt; its records are in the evidence. */
	readonly attempt: string;
	readonly kind: "repair" | "rollback";
	/** Id of the action. */
	readonly action: string;
	/** ARN. */
	readonly resource: string;
	/** How it ended: `succeeded`, `failed`, `refused`, `rolledBack`, `expired` or `superseded`. */
	readonly phase: string;
	/** Why it was refused. */
	readonly reason?: string;
	readonly detail: string;
	readonly why: string;
	/** Who approved it, else who asked for it. */
	readonly by: string;
	/** ISO 8601. */
	readonly at: string;
	/** AWS's ids of the calls that changed something. */
	readonly requestIds: readonly string[];
}

/** The immutable record of one scan. */
export interface Snapshot {
	readonly schemaVersion: typeof snapshotSchemaVersion;
	readonly id: string;
	/** The version of Parapet that made it. */
	readonly generator: string;
	readonly startedAt: string;
	readonly finishedAt: string;
	readonly scope: SnapshotScope;
	readonly summary: Summary;
	/** Passing, failing and indeterminate, worst first; what is not applicable is only counted. */
	readonly findings: readonly Finding[];
	readonly collectionErrors: readonly CollectionError[];
	readonly suppressions: readonly SuppressionUse[];
	/** The rules that ran. */
	readonly rules: readonly RuleRecord[];
	/** The frameworks, with what each requirement is assessed by. */
	readonly frameworks: readonly Framework[];
	/** Who connects to what, what is encrypted, who has access. Absent in snapshots of versions that did not keep it. */
	readonly estate?: Estate;
	/** Set when not everything was read, but what an event said had changed. */
	readonly trigger?: Trigger;
	/** Of published snapshots that are put together from several scans; the counts of what is not applicable are then those of the whole scan. */
	readonly readings?: Readings;
	/** Of published snapshots: the last repairs of the scope, the oldest first, at most 100. */
	readonly repairs?: readonly SnapshotRepair[];
	/** Of published snapshots: the last known failures of what this scan did not judge. */
	readonly carried?: readonly Carried[];
}

/** Whether nothing was left unread or unjudged; what somebody accepted with a suppression, and so with a reason and a date, does not count. */
export const isComplete = (collectionErrors: readonly CollectionError[], findings: Iterable<Finding>): boolean => {
	if (collectionErrors.length > 0) return false;
	for (const { verdict, suppressedBy } of findings) if (verdict === "indeterminate" && suppressedBy === undefined) return false;
	return true;
};
