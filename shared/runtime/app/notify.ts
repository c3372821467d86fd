import type { Alert } from "../../core/alerts/alert.ts";
import type { Way } from "../../sinks/outbox/deliver.ts";
import { type DrainReport, drainOutbox } from "../../sinks/outbox/drain.ts";
import { outboxOver } from "../../sinks/outbox/entries.ts";
import { type Lease, LeaseLost, takeLease } from "../../sinks/outbox/lease.ts";
import { type Audience, dueIn } from "../../sinks/outbox/plan.ts";
import { prune, prunes } from "../../sinks/outbox/prune.ts";
import type { Clock, Store } from "../../sinks/outbox/store.ts";
import { planRules } from "../alert-plan.ts";
import type { AlertSettings, TargetConfig } from "../alert-settings.ts";
import type { AppContext } from "./context.ts";
import { type CheckRecords, checkOutcomes, checksWaiting } from "./notify-check.ts";
import { keepHeartbeats, quietTargets, readNews, type SystemPlace, tellOutages, type Watched, writeNews } from "./notify-system.ts";

/** What notify works with. */
export interface NotifyParts {
	readonly store: Store;
	readonly settings: AlertSettings;
	/** Targets of the deployment itself. */
	readonly own: {
		/** Gets every alert, for machines; people get it in digests when there are many. Absent: the configuration names its own, or there is no topic. */
		readonly findings?: string | undefined;
		/** Gets what is about Parapet itself. */
		readonly system?: string | undefined;
	};
	/** Opens targets of the settings and of the deployment by name. */
	readonly open: (names: readonly string[]) => Promise<ReadonlyMap<string, Way>>;
	readonly clock: Clock;
	readonly place: SystemPlace;
	/** Records of synthetic events. Absent: there are none. */
	readonly checks?: CheckRecords | undefined;
	/** Absent: nobody wants "no news". */
	readonly watched?: (() => Promise<Watched>) | undefined;
}

/** What an invocation came to. */
export interface NotifyReport extends DrainReport {
	/** Another invocation delivers: it, or the one of the next minute, deals with what is new. */
	readonly busy?: true;
	/** How long the oldest message has waited, in seconds. */
	readonly oldestSeconds: number;
}

/** Nothing is begun in the last milliseconds of an invocation: a call to a target takes up to 15 seconds, and what came of it must be written. */
const margin = 30_000;
/** For so long, in milliseconds, alerts with messages of their own count against a flood. */
const floodWindow = 10 * 60_000;
/** Alerts of the findings topic within that time from which on people get a digest. */
const peopleDigestAbove = 20;

const nothing: DrainReport = { sent: 0, already: 0, moved: 0, rejected: [], waiting: [], alerts: 0, quiet: 0, held: 0 };

/**
 * Decides about what was kept, and delivers it. One invocation at a time does; another ends at once and loses nothing, since what it was woken for
 * stands in the outbox. Whatever ends an invocation, the next one goes on where it was.
 */
export async function notify(
	parts: NotifyParts,
	app: Pick<AppContext, "requestId" | "remaining" | "metric" | "log">,
): Promise<NotifyReport> {
	const { store, clock } = parts;
	const deadline = clock.now() + app.remaining() - margin;
	let total = nothing;
	while (clock.now() < deadline && !(await isIdle(parts))) {
		const lease = await takeLease(store, app.requestId, clock);
		if (!lease) {
			app.log.info("Another invocation delivers.");
			return { ...total, busy: true, oldestSeconds: 0 };
		}
		try {
			total = added(total, await deliverAll(parts, lease, deadline));
		} catch (error) {
			if (!(error instanceof LeaseLost)) throw error;
			app.log.warn("The lease ran out: another invocation goes on.", { problem: error.message });
			return { ...total, busy: true, oldestSeconds: 0 };
		} finally {
			await lease.release();
		}
		// What came after the last look at the inbox was turned away while the lease was held.
		if ((await store.list("inbox")).length === 0) break;
	}
	const oldest = Math.min(...total.waiting.map(({ since }) => since));
	const report = { ...total, oldestSeconds: total.waiting.length === 0 ? 0 : Math.max(0, Math.round((clock.now() - oldest) / 1000)) };
	tell(report, app);
	return report;
}

/** Is there nothing to do, as in most minutes? Then the lease, which is written and removed, is left alone. */
async function isIdle({ store, settings, own, clock, watched }: NotifyParts): Promise<boolean> {
	const now = clock.now();
	const names = [...Object.keys(settings.targets), ...Object.values(own)].filter((name) => name !== undefined);
	const [lists, due, { news, added: newcomers }, prune] = await Promise.all([
		Promise.all(["inbox", "batches", "outbox", "health"].map((prefix) => store.list(prefix))),
		dueIn(store, now),
		readNews(store, names, now),
		prunes(store, now),
	]);
	if (lists.some((keys) => keys.length > 0) || due.length > 0 || newcomers || prune) return false;
	return watched === undefined || !quietTargets(news, now).some((name) => wantsHeartbeat(settings.targets[name]));
}

function tell(report: NotifyReport, { metric, log }: Pick<AppContext, "metric" | "log">): void {
	const waiting = report.waiting.reduce((sum, { count }) => sum + count, 0);
	metric("AlertsSent", report.sent);
	metric("AlertsWaiting", waiting);
	metric("OldestAlertSeconds", report.oldestSeconds);
	metric("AlertsRejected", report.rejected.length);
	if (report.alerts + report.sent + report.moved > 0)
		log.info("Alerts were delivered.", { alerts: report.alerts, sent: report.sent, moved: report.moved, held: report.held });
	for (const { target, count, reason } of report.waiting) log.warn("Messages wait for their target.", { target, count, reason });
	for (const { target, id, reason } of report.rejected) log.error("A target will never take a message.", { target, id, reason });
}

const added = (one: DrainReport, other: DrainReport): DrainReport => ({
	sent: one.sent + other.sent,
	already: one.already + other.already,
	moved: one.moved + other.moved,
	rejected: [...one.rejected, ...other.rejected],
	waiting: other.waiting,
	alerts: one.alerts + other.alerts,
	quiet: one.quiet + other.quiet,
	held: one.held + other.held,
});

/** Everything that there is to do, under the lease. */
async function deliverAll(parts: NotifyParts, lease: Lease, deadline: number): Promise<DrainReport> {
	const { store, settings, own, clock } = parts;
	const outbox = outboxOver(store);
	const rules = planRules(
		own.findings === undefined ? settings : { ...settings, routes: [...settings.routes, { targets: [own.findings] }] },
		floodWindow,
		ownAudiences(own),
	);
	const names = rules.audiences.map(({ name }) => name);
	const ways = await parts.open(names);
	const started = clock.now();
	const { news, added: newcomers } = await readNews(store, names, started);
	const waitingNow = await outbox.waiting();
	if (parts.watched) {
		const bored = quietTargets(news, started).filter((name) => wantsHeartbeat(settings.targets[name]) && !waitingNow.has(name));
		await keepHeartbeats(store, parts.place, bored, started, parts.watched);
	}
	const told = new Set<string>();
	const checks = checkOutcomes(clock.now);
	const others = (name: string) => (alert: Alert) => toldOf(name, parts, rules.routed(alert).keys());
	const report = await drainOutbox({
		store,
		outbox,
		rules,
		ways,
		clock,
		lease,
		deadline,
		onSent: (entry) => {
			told.add(entry.target);
			checks.ended(entry, "sent");
		},
		onRejected: (entry, reason) => checks.ended(entry, "rejected", reason),
		afterwards: ({ waiting }) =>
			tellOutages(
				[...ways].map(([name, { fallbackAfter }]) => ({ name, after: fallbackAfter, others: others(name) })),
				{ store, outbox, now: clock.now(), place: parts.place },
				new Map(waiting.map(({ target, count }) => [target, count])),
			),
	});
	if (parts.checks) await checks.write(parts.checks, await checksWaiting(outbox, report.waiting));
	if (told.size > 0 || newcomers) await writeNews(store, { ...news, ...Object.fromEntries([...told].map((name) => [name, clock.now()])) });
	if (clock.now() < deadline) await prune(store, clock, lease, deadline);
	return report;
}

/** Where alerts go whatever the routes say. */
const ownAudiences = ({ findings, system }: NotifyParts["own"]): Audience[] => [
	...(findings === undefined ? [] : [{ name: findings, digestAbove: peopleDigestAbove, wantsEach: true, threads: false }]),
	...(system === undefined ? [] : [{ name: system, digestAbove: Number.POSITIVE_INFINITY, wantsEach: false, threads: false }]),
];

/** Targets of the deployment itself are in no settings. An incident of PagerDuty that says that there is none would wake somebody. */
const wantsHeartbeat = (target: TargetConfig | undefined): boolean => target?.type !== "pagerduty";

/** Who is told that a target takes nothing: the topic for it, the target's second way, and whom the routes lead to; everybody else when that is nobody. */
function toldOf(name: string, { settings, own }: NotifyParts, routed: Iterable<string>): string[] {
	const fallback = settings.targets[name]?.fallback;
	const named = [own.system, fallback, ...routed].filter((each) => each !== undefined && each !== name);
	const others = Object.keys(settings.targets).filter((each) => each !== name);
	return [...new Set(named.length > 0 ? (named as string[]) : others)];
}
