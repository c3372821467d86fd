import { mapBounded } from "../../aws/concurrency.ts";
import { ConfigError } from "../../core/errors.ts";
import { printable } from "../../core/printable.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { addressOf } from "../../sinks/s3/layout.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { AppContext } from "./context.ts";
import { stateLayout } from "./layout.ts";
import { readMapResults } from "./map-results.ts";
import { type FinishRequest, PublishedScope, type ScanItem } from "./messages.ts";

/** A scope of a run of which something could not be read. */
interface Trouble {
	readonly scope: Scope;
	readonly reason?: string;
}

/** What became of a run. Every scope of the plan is in one of the counts. */
export interface RunSummary {
	readonly run: string;
	readonly trigger: string;
	readonly startedAt: string;
	readonly finishedAt: string;
	readonly planned: number;
	/** Everything was read and judged. */
	readonly complete: number;
	/** Published, with something unread. */
	readonly incomplete: number;
	/** Not read to the end, or not published. */
	readonly failed: number;
	/** Changes of all scopes, by what they are. */
	readonly changes: Readonly<Record<string, number>>;
	/** Failing findings of all scopes, by severity. */
	readonly failing: Readonly<Record<string, number>>;
	readonly incompleteScopes: readonly Trouble[];
	readonly failedScopes: readonly Trouble[];
}

/** Objects that are read at a time. */
const atATime = 32;

/**
 * Sums up a run: what the Distributed Map wrote, what publish-snapshot itself kept of scopes that are missing there, and the plan, so that a scope without
 * any result counts as failed. The summary of a run is written once.
 */
export async function finishRun(
	{ plan, map }: FinishRequest,
	{ log, metric, now }: Pick<AppContext, "log" | "metric" | "now">,
	{ state }: { readonly state: ObjectStore },
): Promise<Omit<RunSummary, "incompleteScopes" | "failedScopes">> {
	const items = await planOf(state, plan.key);
	const results = await readMapResults(state, stateLayout.results(plan.run), map.ResultWriterDetails?.Key).catch((error: unknown) => {
		// The run is over all the same, and each scope kept its own result.
		log.warn("The results of the map could not be read; those of the scopes are.", { reason: error instanceof Error ? error.message : "" });
		return new Map<string, never>();
	});
	const outcomes = await mapBounded(items, atATime, async ({ scope }): Promise<{ published?: PublishedScope; reason?: string }> => {
		const result = results.get(scopeKey(scope));
		if (result?.published) return result;
		const published = await keptOutcome(state, plan.run, scope);
		return published ? { published } : { reason: result?.reason ?? "There is no result of it." };
	});

	const complete = [];
	const incompleteScopes: Trouble[] = [];
	const failedScopes: Trouble[] = [];
	const changes: Record<string, number> = {};
	const failing: Record<string, number> = {};
	const fleet: Record<string, number> = {};
	for (const [index, { published, reason }] of outcomes.entries()) {
		const { scope } = items[index] as ScanItem;
		if (!published) {
			failedScopes.push({ scope, ...(reason === undefined ? {} : { reason }) });
			continue;
		}
		const all = [published, ...(published.clusters ?? [])];
		for (const each of all) {
			add(changes, each.changes);
			add(failing, each.failing);
			add(fleet, each.kinds ?? {});
		}
		if (published.failed) failedScopes.push({ scope, ...(published.reason === undefined ? {} : { reason: published.reason }) });
		else if (all.every((each) => each.complete)) complete.push(scope);
		else incompleteScopes.push({ scope });
	}
	const summary: RunSummary = {
		run: plan.run,
		trigger: plan.trigger,
		startedAt: plan.startedAt,
		finishedAt: new Date(now()).toISOString(),
		planned: items.length,
		complete: complete.length,
		incomplete: incompleteScopes.length,
		failed: failedScopes.length,
		changes,
		failing,
		incompleteScopes,
		failedScopes,
	};
	const body = Buffer.from(`${JSON.stringify(summary, undefined, 2)}\n`);
	await state.put(stateLayout.summary(plan.run), body, "application/json", { absent: true });
	await state.put(stateLayout.fleet, Buffer.from(`${JSON.stringify({ run: plan.run, kinds: fleet })}\n`), "application/json", {
		always: true,
	});
	metric("ScopesComplete", summary.complete);
	metric("ScopesIncomplete", summary.incomplete);
	metric("ScopesFailed", summary.failed);
	metric("RunSeconds", (now() - Date.parse(plan.startedAt)) / 1000);
	for (const { scope, reason } of failedScopes.slice(0, 20))
		log.error("A scope of the run failed.", { scope, reason: printable(reason ?? "") });
	const { incompleteScopes: _, failedScopes: __, ...answer } = summary;
	return answer;
}

async function planOf(state: ObjectStore, key: string): Promise<ScanItem[]> {
	const stored = await state.get(key);
	if (!stored)
		throw new ConfigError(`The plan ${addressOf(state.bucket, key)} is no longer there: nobody knows what the run set out to scan.`);
	return JSON.parse(Buffer.from(stored.body).toString("utf8")) as ScanItem[];
}

async function keptOutcome(state: ObjectStore, run: string, scope: Scope): Promise<PublishedScope | undefined> {
	const stored = await state.get(stateLayout.outcome(run, scope));
	return stored && PublishedScope.parse(JSON.parse(Buffer.from(stored.body).toString("utf8")));
}

function add(sums: Record<string, number>, counts: Readonly<Record<string, number>>): void {
	for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
}
