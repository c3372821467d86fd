import { setTimeout as delay } from "node:timers/promises";
import type { Alert, Message } from "../core/alerts/alert.ts";
import { messagesOf } from "../core/alerts/digest.ts";
import { alertsOf, worstFirst } from "../core/alerts/from-drift.ts";
import { compileRoutes } from "../core/alerts/routes.ts";
import type { Drift } from "../core/diff.ts";
import { ConfigError } from "../core/errors.ts";
import { driftBetween } from "../core/history/history.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { type DeliveryReport, deliver } from "../sinks/outbox/deliver.ts";
import { directoryStore } from "../sinks/outbox/directory.ts";
import { type Delivery, type Outbox, outboxOver } from "../sinks/outbox/entries.ts";
import { type Lease, leaseLength, takeLease } from "../sinks/outbox/lease.ts";
import type { Clock, Store } from "../sinks/outbox/store.ts";
import { type AlertSettings, alertSettings } from "./alert-settings.ts";
import { openTargets } from "./alert-targets.ts";
import { findConfig } from "./scan-settings.ts";

/** The clock of the machine. */
const clock: Clock = { now: Date.now, sleep: (milliseconds) => delay(milliseconds) };

/** More alerts than this at once become a digest, unless the target says otherwise. Machines want each of them. */
const defaultDigestAbove = {
	teams: 20,
	slack: 20,
	sns: Number.POSITIVE_INFINITY,
	webhook: Number.POSITIVE_INFINITY,
	pagerduty: Number.POSITIVE_INFINITY,
};

/** What goes where. */
export interface AlertPlan {
	readonly alerts: readonly Alert[];
	readonly deliveries: readonly Delivery[];
	/** Alerts that every route is too quiet for. */
	readonly quiet: number;
}

/** The alerts between two snapshots and where they go; nothing is sent or kept. */
export const planAlerts = (before: Snapshot, after: Snapshot, settings: AlertSettings): Promise<AlertPlan> =>
	planAlertsOf([{ before, after, drift: driftBetween(before, after) }], settings);

/** What changed in one scope. */
export interface ScopeChange {
	readonly before: Snapshot;
	readonly after: Snapshot;
	readonly drift: Drift;
}

/** `planAlerts` over what is already known to have changed, scope by scope; digests are made over all of it. */
export async function planAlertsOf(changed: readonly ScopeChange[], settings: AlertSettings): Promise<AlertPlan> {
	const { environmentTags, report } = settings;
	const alerts = changed.flatMap((each) => alertsOf({ ...each, environmentTags, report })).sort(worstFirst);
	const routed = compileRoutes(settings.routes);
	const byTarget = new Map<string, Alert[]>(Object.keys(settings.targets).map((name) => [name, []]));
	let quiet = 0;
	for (const alert of alerts) {
		const targets = routed(alert);
		if (targets.length === 0) quiet++;
		for (const name of targets) byTarget.get(name)?.push(alert);
	}
	const outbox = outboxOver(directoryStore(settings.state));
	const deliveries: Delivery[] = [];
	for (const [name, own] of byTarget)
		for (const message of await messagesFor(name, own, settings, outbox)) deliveries.push({ target: name, message });
	return { alerts, deliveries, quiet };
}

async function messagesFor(name: string, alerts: readonly Alert[], settings: AlertSettings, outbox: Outbox): Promise<Message[]> {
	const target = settings.targets[name];
	if (!target || alerts.length === 0) return [];
	const threads = target.type === "slack" && target.token !== undefined;
	const known = threads ? await outbox.incidents(name) : new Set<string>();
	return messagesOf(alerts, {
		above: target.digestAbove ?? defaultDigestAbove[target.type],
		known: (fingerprint) => known.has(fingerprint),
	});
}

/** How sending goes on in the world. */
export interface SendParts {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Names this process in the lease. */
	readonly owner: string;
	/** Milliseconds that sending may take; what is left over waits for the next run. */
	readonly budget: number;
}

/** What became of a run: the report, or that another process was delivering all the time. */
export type SendReport = DeliveryReport & { readonly busy?: true };

/** Keeps the deliveries, then sends them and whatever earlier runs left behind. */
export async function sendAlerts(deliveries: readonly Delivery[], settings: AlertSettings, parts: SendParts): Promise<SendReport> {
	const store = directoryStore(settings.state);
	const outbox = outboxOver(store);
	await outbox.enqueue(deliveries, clock.now());
	const { ways, close } = await openTargets(settings, Object.keys(settings.targets), parts.environment, clock);
	try {
		const deadline = clock.now() + parts.budget;
		const lease = await waitForLease(store, parts, deadline);
		if (!lease) return { sent: 0, already: 0, moved: 0, rejected: [], waiting: [], busy: true };
		try {
			return await deliver({ outbox, ways, clock, lease, deadline });
		} finally {
			await lease.release();
		}
	} finally {
		close();
	}
}

/** How the test of a target ended. */
export interface TestOutcome {
	readonly target: string;
	/** Absent when the message was taken. */
	readonly problem?: string;
}

/** Sends the alert to each target as a real one is sent, once, without the outbox. */
export async function testTargets(
	alert: Alert,
	settings: AlertSettings,
	names: readonly string[],
	environment: SendParts["environment"],
): Promise<TestOutcome[]> {
	const { ways, close } = await openTargets(settings, names, environment, clock);
	try {
		const outcomes: TestOutcome[] = [];
		for (const [target, way] of ways) {
			const outcome = await way.target.send(alert, {});
			outcomes.push(outcome.outcome === "sent" ? { target } : { target, problem: outcome.reason });
		}
		return outcomes;
	} finally {
		close();
	}
}

/** A process that died holds its lease for a while; one that lives may take longer than this one will wait. */
async function waitForLease(store: Store, { owner }: SendParts, deadline: number): Promise<Lease | undefined> {
	const end = Math.min(deadline, clock.now() + leaseLength + 5_000);
	for (;;) {
		const lease = await takeLease(store, owner, clock);
		if (lease || clock.now() >= end) return lease;
		await clock.sleep(1000);
	}
}

/** The settings of alerts from the named configuration file, or the one of this directory. A `ConfigError` when there are none. */
export async function readAlertSettings(named: string | undefined): Promise<AlertSettings> {
	const config = await findConfig(named);
	if (!config.alerts || config.path === undefined)
		throw new ConfigError(
			config.path === undefined
				? "There is no configuration file here; its member alerts says where alerts go. See docs/alerts.md."
				: `${config.path} has no member alerts, which says where alerts go. See docs/alerts.md.`,
		);
	return alertSettings(config.alerts, config.path, config.profile);
}
