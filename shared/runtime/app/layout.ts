import { scopeName } from "../../core/history/scope-name.ts";
import type { Scope } from "../../core/scope.ts";

/** Keys of the state bucket: what the application needs from one step to the next, none of it evidence. */
export const stateLayout = {
	/** The resolved configuration, named by its hash: a deployed function reads exactly what was deployed with it. */
	config: (sha256: string): string => `config/v1/${sha256}.json`,
	/** A bundle of policies that comes with the configuration. */
	policies: (sha256: string): string => `config/v1/${sha256}.tar.gz`,
	/** The scopes of a run: a JSON array, which the Distributed Map reads. */
	plan: (run: string): string => `runs/v1/${run}/plan.json`,
	/** The `Plan` of the last run over everything that is configured: what is in no plan any more cannot be stale. */
	lastPlan: "runs/v1/last.json",
	summary: (run: string): string => `runs/v1/${run}/summary.json`,
	/** What became of a scope, kept by publish-snapshot itself: the results of the map may be missing when the map was stopped. */
	outcome: (run: string, scope: Scope): string => `runs/v1/${run}/scopes/${scopeName(scope)}.json`,
	outcomes: (run: string): string => `runs/v1/${run}/scopes/`,
	/** Where the Distributed Map writes what became of each scope. */
	results: (run: string): string => `runs/v1/${run}/results/`,
	/** What was read of a scope so far, part by part. */
	work: (run: string, scope: Scope, part: string): string => `scratch/v1/${run}/${scopeName(scope)}/${part}.json.gz`,
	workOf: (run: string, scope: Scope): string => `scratch/v1/${run}/${scopeName(scope)}/`,
	/** The root of the outbox. */
	alerts: "alerts/v1/",
	/** Messages that are too long for their target. */
	overflow: (key: string): string => `overflow/v1/${key}`,
	/** Suppressions that people made in Slack. */
	suppression: (id: string): string => `decisions/v1/suppressions/${id}.json`,
	suppressions: "decisions/v1/suppressions/",
	/** What wakes the function that repairs: wishes of scopes that were judged, and decisions of people. */
	repairs: "repairs/v1/inbox/",
	/** The root of attempts, ledgers and budgets. */
	repairDocuments: "repairs/v1/",
	/** How many resources of each kind the last whole run saw. */
	fleet: "runs/v1/fleet.json",
	/** What scopes say that fails. Below a prefix of its own: who may write wishes may not write decisions. */
	repairWishes: "repairs/v1/inbox/wishes/",
	repairWish: (id: string): string => `repairs/v1/inbox/wishes/${id}.json`,
	/** What somebody decided about a plan, once. */
	repairDecision: (attempt: string, hash: string): string => `repairs/v1/inbox/decisions/${attempt}-${hash.slice(0, 16)}.json`,
	/** What lay in the inbox and is none of both, for a person to look at. */
	repairRejected: (name: string): string => `repairs/v1/rejected/${name}`,
	/** That a request of Slack was seen: none is taken twice. */
	request: (sha256: string): string => `scratch/v1/requests/${sha256}`,
	/** Proof that a synthetic event came through. */
	check: (id: string): string => `checks/v1/${id}.json`,
	/** When a scope was last looked at because of events, and who does so now. */
	changes: (scope: Scope): string => `changes/v1/${scopeName(scope)}.json`,
	/** What Security Hub was told of a scope. */
	hub: (scope: Scope): string => `hub/v1/${scopeName(scope)}.json`,
} as const;

interface RepairRecord {
	readonly id: string;
	readonly phase: string;
	readonly createdAt: string;
	readonly target: { readonly account: string; readonly region: string };
}

/** Keys of the evidence bucket beside those of `sinks/s3/layout.ts`. */
export const evidenceLayout = {
	/** Written when a complete snapshot was published: its time is that of the last complete scan. */
	complete: (scope: Scope): string => `complete/v1/${scopeName(scope)}`,
	allComplete: "complete/v1/",
	/** A record of an attempt to repair, one for each phase: whoever makes it again after a crash gets the same. */
	repair: ({ id, phase, createdAt, target }: RepairRecord): string =>
		`repairs/v1/${target.account}/${target.region}/${id}/${createdAt.replace(/[^0-9TZ]/g, "")}-${phase}.json`,
} as const;
