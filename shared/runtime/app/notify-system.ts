import { type Alert, alertSchemaVersion, digestOf } from "../../core/alerts/alert.ts";
import { alertText } from "../../core/alerts/text.ts";
import type { Scope } from "../../core/scope.ts";
import type { Health, Outbox } from "../../sinks/outbox/entries.ts";
import { enqueueAlerts } from "../../sinks/outbox/inbox.ts";
import type { Store } from "../../sinks/outbox/store.ts";

/** What alerts about Parapet itself say of where it is. */
export interface SystemPlace {
	/** The account and region of the application. */
	readonly home: Scope;
	readonly stage: string;
}

const week = 7 * 86_400_000;

type Told = Pick<Alert, "severity" | "status" | "title" | "detail">;

function systemAlert({ home, stage }: SystemPlace, fingerprint: string, id: string, at: number, told: Told): Alert {
	const name = `parapet-${stage}`;
	return {
		schema: alertSchemaVersion,
		type: "alert",
		id,
		fingerprint,
		kind: "system",
		status: told.status,
		severity: told.severity,
		title: alertText(told.title, 200),
		detail: alertText(told.detail, 1500),
		partition: home.partition,
		account: home.account,
		region: home.region,
		frameworks: [],
		observedAt: new Date(at).toISOString(),
		snapshot: { from: name, to: name },
	};
}

/** That a target takes nothing, or takes something again. */
export function outageAlert(place: SystemPlace, target: string, health: Health, waiting: number, at: number): Alert {
	const fingerprint = digestOf("system", "target", place.stage, target);
	const over = health.recovered !== undefined;
	const since = new Date(health.failingSince).toISOString();
	return systemAlert(place, fingerprint, digestOf(fingerprint, over ? "closed" : "open", String(health.failingSince)), at, {
		severity: "high",
		status: over ? "closed" : "open",
		title: over ? `Alerts arrive at ${target} again` : `Alerts cannot be delivered to ${target}`,
		detail: over
			? `What waited for it since ${since} is being delivered.`
			: `It has taken nothing since ${since}: ${health.reason}. ${waiting === 0 ? "Nothing waits for it" : `${waiting} messages wait for it`} and nothing is lost; look at its token, its channel and its rights.`,
	});
}

/** Tells others, once, of every target that has taken nothing for longer than `after` gives (milliseconds), and of those that do again. */
export async function tellOutages(
	targets: Iterable<{ readonly name: string; readonly after: number; readonly others: (alert: Alert) => readonly string[] }>,
	{ store, outbox, now, place }: { readonly store: Store; readonly outbox: Outbox; readonly now: number; readonly place: SystemPlace },
	waiting: ReadonlyMap<string, number>,
): Promise<void> {
	for (const { name, after, others } of targets) {
		const health = await outbox.health(name);
		if (!health) continue;
		const open = health.recovered === undefined;
		if (open && (health.announced || now - health.failingSince < after)) continue;
		const alert = outageAlert(place, name, health, waiting.get(name) ?? 0, now);
		// Kept before it is noted that it was; twice it is the same.
		await enqueueAlerts(store, alert.id, alert.observedAt, [alert], others(alert));
		if (open) await outbox.failing(name, { ...health, announced: true });
		else await outbox.healthy(name);
	}
}

/** When each target was sent something last, in milliseconds. */
export type News = Readonly<Record<string, number>>;

const newsKey = "news";

/** What is remembered; a target that is new begins now: is there one? */
export async function readNews(store: Store, targets: readonly string[], now: number): Promise<{ news: News; added: boolean }> {
	const known = JSON.parse((await store.get(newsKey)) ?? "{}") as News;
	return {
		news: Object.fromEntries(targets.map((name) => [name, known[name] ?? now])),
		added: targets.some((name) => known[name] === undefined),
	};
}

export const writeNews = (store: Store, news: News): Promise<void> => store.write(newsKey, JSON.stringify(news));

/** How many scopes are watched, and when the last complete scan of the one was where that is longest ago (milliseconds). */
export interface Watched {
	readonly scopes: number;
	readonly oldest?: number | undefined;
}

/** Keeps "no news" for the targets that were sent nothing for a week. */
export async function keepHeartbeats(
	store: Store,
	place: SystemPlace,
	targets: readonly string[],
	now: number,
	watched: () => Promise<Watched>,
): Promise<void> {
	if (targets.length === 0) return;
	const { scopes, oldest } = await watched();
	const detail = [
		"Nothing changed that you are told of, and alerts arrive: this message came by the same way.",
		`${scopes === 1 ? "One scope was" : `${scopes} scopes were`} scanned completely${oldest === undefined ? "" : `, the one where that is longest ago at ${new Date(oldest).toISOString()}`}.`,
	].join(" ");
	for (const target of targets) {
		const fingerprint = digestOf("system", "heartbeat", place.stage, target, String(Math.floor(now / week)));
		const alert = systemAlert(place, fingerprint, digestOf(fingerprint, "told"), now, {
			severity: "informational",
			status: "closed",
			title: "No news for a week",
			detail,
		});
		await enqueueAlerts(store, alert.id, new Date(Math.floor(now / week) * week).toISOString(), [alert], [target]);
	}
}

/** The targets that were sent nothing for a week. */
export const quietTargets = (news: News, now: number): string[] =>
	Object.entries(news).flatMap(([name, at]) => (now - at >= week ? [name] : []));
