import type { AwsCaller, AwsCommand } from "../../aws/caller.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import type { Suppression } from "../../core/suppression.ts";
import type { Action, ApiCall, Family, RepairTarget } from "../action.ts";
import type { RemediationSettings } from "../settings.ts";
import type { News, RepairRequest } from "./attempt.ts";
import type { Documents } from "./documents.ts";

/** What waits in the queue: a request that was put off, or an attempt that is to be taken up again. */
export type RemediateMessage =
	| { readonly parapet: "remediate/1"; readonly request: RepairRequest }
	| { readonly parapet: "remediate/1"; readonly attempt: string };

/** Everything that the engine works with: each effect is here, so that tests can let each one fail, crash and come twice. */
export interface Ports {
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	/** Unique to this run of the program or this invocation. */
	readonly worker: string;
	readonly settings: RemediationSettings;
	readonly actions: readonly Action[];
	/** The command of a call, from one explicit map; throws for an API that is not in it. */
	readonly command: (call: ApiCall) => AwsCommand<object>;
	readonly documents: Documents;
	/** Those of the configuration and those that people decided. When it throws, nothing is changed. */
	readonly suppressions: () => Promise<readonly Suppression[]>;
	/** How many resources of the kind there are in all; undefined when nobody knows, when one an hour may be changed. */
	readonly fleet: (kind: ResourceKind) => Promise<number | undefined>;
	/** Reads in the scope of the target. The engine lets nothing but reads through it. */
	readonly reading: (target: RepairTarget, family: Family) => Promise<AwsCaller>;
	/** Changes in the scope of the target, with the rights of the family. Absent in a dry run: there is nothing that could change anything. */
	readonly writing?: ((target: RepairTarget, family: Family) => Promise<AwsCaller>) | undefined;
	/** Is it one of Parapet's own roles or sessions? */
	readonly isOwn: (principal: string) => boolean;
	/** Tells people, once for each key. When it throws, it is told at the next occasion. */
	readonly tell: (news: News) => Promise<void>;
	/** Brings the message back after so many seconds, at least once. Longer than the queue can wait: as long as it can. */
	readonly later: (message: RemediateMessage, seconds: number) => Promise<void>;
	readonly metric?: ((name: RemediationMetric, value: number, dimensions?: Readonly<Record<string, string>>) => void) | undefined;
}

/** Seconds from cause to repair; refusals by reason; rollbacks; failures. */
export type RemediationMetric = "SecondsToRemediate" | "Refusals" | "Rollbacks" | "RemediationFailures" | "Remediations";

/** What a request came to, for each action that it asks for. `none`: no action is for it. */
export interface Outcome {
	readonly action?: string;
	/** Its ARN. */
	readonly resource?: string;
	readonly attempt?: string;
	readonly result:
		| "none"
		| "own"
		| "off"
		| "compliant"
		| "gone"
		| "putOff"
		| "refused"
		| "planned"
		| "awaiting"
		| "scheduled"
		| "working"
		| "done";
	readonly detail: string;
}
