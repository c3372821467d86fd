import { layoutOf } from "../../sinks/s3/layout.ts";
import type { ListedObject, ObjectStore } from "../../sinks/s3/store.ts";
import type { AppConfig } from "./app-config.ts";
import type { AppContext } from "./context.ts";
import { lastPlan } from "./last-plan.ts";
import { evidenceLayout, stateLayout } from "./layout.ts";
import { periodOf } from "./schedule-period.ts";

/** What is looked at. */
export interface HealthParts {
	readonly evidence: ObjectStore;
	readonly state: ObjectStore;
	readonly config: Pick<AppConfig, "deploy" | "kubernetes">;
	/** Where it is in the state bucket: it was written by the last deployment that changed anything. */
	readonly configKey: string;
}

/** What was found; ages in milliseconds. */
export interface Health {
	/** Absent as long as nothing is known. */
	readonly oldest?: number;
	readonly stale: readonly string[];
	readonly waiting: number;
	readonly oldestWaiting: number;
	readonly rejected: number;
}

/** How many scopes the log names. */
const named = 20;

/**
 * Measures how old the last complete scan of each scope is and what alerts wait, and writes nothing but metrics and what it found wrong. A scope counts as long
 * as the last run planned it: one that was taken out of the configuration is not stale for ever.
 */
export async function checkHealth(app: Pick<AppContext, "log" | "metric" | "now">, parts: HealthParts): Promise<Health> {
	const [scans, alerts] = await Promise.all([scansOf(parts, app.now()), alertsOf(parts.state, app.now())]);
	if (scans.oldest !== undefined) app.metric("OldestCompleteScanSeconds", seconds(scans.oldest));
	app.metric("StaleScopes", scans.stale.length);
	app.metric("AlertsWaiting", alerts.waiting);
	app.metric("OldestAlertSeconds", seconds(alerts.oldestWaiting));
	if (scans.stale.length > 0)
		app.log.warn("Scopes have had no complete scan for two periods of the schedule.", {
			count: scans.stale.length,
			scopes: scans.stale.slice(0, named),
		});
	if (alerts.rejected > 0)
		app.log.warn("Alerts that a target will never take are kept apart.", {
			count: alerts.rejected,
			place: `s3://${parts.state.bucket}/${stateLayout.alerts}failed/`,
		});
	return { ...scans, ...alerts };
}

const seconds = (milliseconds: number): number => Math.round(milliseconds / 1000);

async function scansOf({ evidence, state, config, configKey }: HealthParts, now: number): Promise<Pick<Health, "oldest" | "stale">> {
	const twoPeriods = 2 * periodOf(config.deploy.schedule ?? "rate(12 hours)");
	const pointers = layoutOf("").allLatest;
	const [complete, latest, [deployed], planned] = await Promise.all([
		evidence.list(evidenceLayout.allComplete),
		evidence.list(pointers),
		state.list(configKey),
		lastPlan(state, config),
	]);
	const nameOf = (prefix: string, { key }: ListedObject) => key.slice(prefix.length).replace(/\.json$/, "");
	const published = new Set(latest.map((each) => nameOf(pointers, each)));
	const completed = new Map(complete.map((each) => [nameOf(evidenceLayout.allComplete, each), Date.parse(each.modified)]));
	const since = Math.min(planned?.at ?? now, deployed ? Date.parse(deployed.modified) : now);
	const expected = planned?.names ?? published;
	if (expected.size === 0) return now - since > twoPeriods ? { oldest: now - since, stale: ["no scope was ever planned"] } : { stale: [] };
	const stale: string[] = [];
	let oldest = 0;
	for (const name of expected) {
		const at = completed.get(name);
		// What the last run planned for the first time is being scanned.
		if (at === undefined && !published.has(name) && planned && now - planned.at <= twoPeriods) continue;
		const age = now - (at ?? since);
		oldest = Math.max(oldest, age);
		if (age > twoPeriods) stale.push(name);
	}
	return { oldest, stale };
}

/** Alerts that wait for their target, or for being planned; what is held until its window or a quiet time ends does not count. */
async function alertsOf(state: ObjectStore, now: number): Promise<Pick<Health, "waiting" | "oldestWaiting" | "rejected">> {
	const below = (folder: string) => state.list(`${stateLayout.alerts}${folder}/`);
	const [outbox, inbox, batches, rejected] = await Promise.all([below("outbox"), below("inbox"), below("batches"), below("failed")]);
	const waiting = [...outbox, ...inbox, ...batches];
	// Names begin with the time, in milliseconds, since which something waits.
	const since = waiting.map(({ key, modified }) =>
		Number(/^\d{14}/.exec(key.slice(key.lastIndexOf("/") + 1))?.[0] ?? Date.parse(modified)),
	);
	return { waiting: waiting.length, oldestWaiting: Math.max(0, now - Math.min(now, ...since)), rejected: rejected.length };
}
