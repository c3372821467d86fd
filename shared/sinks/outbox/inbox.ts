import { type Alert, digestOf, type Note } from "../../core/alerts/alert.ts";
import { alertsOf } from "../../core/alerts/from-drift.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ScopeChange } from "../s3/publish.ts";
import { packed } from "./packed.ts";
import type { Store } from "./store.ts";

/** What was kept to be told, before anybody decided whom: routes, digests and windows are a matter of the delivery. */
export type Arrival =
	| {
			readonly type: "alerts";
			readonly alerts: readonly Alert[];
			/** Instead of what the routes say. */
			readonly targets?: readonly string[];
	  }
	| { readonly type: "note"; readonly note: Note };

/** What alerts are made by. */
export interface AlertMaking {
	readonly environmentTags: readonly string[];
	readonly report?: string | undefined;
}

/** Of an arrival: ordered by its time, the same for the same one however often it is kept. */
export const inboxKey = (at: string, id: string): string => `inbox/${String(Date.parse(at)).padStart(14, "0")}-${id}`;

/**
 * Keeps the alerts of what changed in a scope, in one object for each pair of snapshots: a second time changes nothing. Gives how many there are;
 * nothing is written when there is none.
 */
export async function enqueueChange(store: Store, change: ScopeChange, { environmentTags, report }: AlertMaking): Promise<number> {
	const { scope, before, after, drift } = change;
	if (!before || !drift) return 0;
	const alerts = alertsOf({ drift, before, after, environmentTags, report });
	await enqueueAlerts(store, digestOf("change", drift.from, drift.to, scopeKey(scope)), after.finishedAt, alerts);
	return alerts.length;
}

/** Keeps alerts under an id, for the targets that the routes give them or for those that are named; a second time changes nothing. `at`: ISO 8601. */
export async function enqueueAlerts(
	store: Store,
	id: string,
	at: string,
	alerts: readonly Alert[],
	targets?: readonly string[],
): Promise<void> {
	if (alerts.length === 0) return;
	const arrival: Arrival = { type: "alerts", alerts, ...(targets ? { targets } : {}) };
	await store.create(inboxKey(at, id), packed(arrival));
}

/** Keeps what somebody decided about an incident; a second time changes nothing. */
export async function enqueueNote(store: Store, note: Note): Promise<void> {
	await store.create(inboxKey(note.at, note.id), packed({ type: "note", note } satisfies Arrival));
}
