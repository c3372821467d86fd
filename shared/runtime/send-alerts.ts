import { setTimeout as delay } from "node:timers/promises";
import { type Alert, digestOf } from "../core/alerts/alert.ts";
import { alertsOf } from "../core/alerts/from-drift.ts";
import { ConfigError } from "../core/errors.ts";
import { driftBetween } from "../core/history/history.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { directoryStore } from "../sinks/outbox/directory.ts";
import { type DrainReport, drainOutbox } from "../sinks/outbox/drain.ts";
import { type Batch, outboxOver } from "../sinks/outbox/entries.ts";
import { enqueueChange } from "../sinks/outbox/inbox.ts";
import { type Lease, leaseLength, takeLease } from "../sinks/outbox/lease.ts";
import { decide } from "../sinks/outbox/plan.ts";
import type { Clock, Store } from "../sinks/outbox/store.ts";
import type { BeforePointer } from "../sinks/s3/publish.ts";
import { planRules } from "./alert-plan.ts";
import { type AlertSettings, alertSettings } from "./alert-settings.ts";
import { openTargets } from "./alert-targets.ts";
import { lazyAws } from "./aws-way.ts";
import { directoryOverflow } from "./overflow-directory.ts";
import { findConfig } from "./scan-settings.ts";

/** The clock of the machine. */
const clock: Clock = { now: Date.now, sleep: (milliseconds) => delay(milliseconds) };

/** What goes where. */
export interface AlertPlan {
	readonly alerts: readonly Alert[];
	/** What is sent now, and what is kept for later. */
	readonly batch: Batch;
	/** Alerts that every route is too quiet for. */
	readonly quiet: number;
	/** Alerts that wait for a digest, or for the end of quiet hours. */
	readonly held: number;
}

/** Nothing new: what was kept before is sent. */
export const nothingNew: AlertPlan = { alerts: [], batch: { deliveries: [] }, quiet: 0, held: 0 };

/** The alerts between two snapshots and where they go; nothing is sent or kept. */
export async function planAlerts(before: Snapshot, after: Snapshot, settings: AlertSettings): Promise<AlertPlan> {
	const { environmentTags, report } = settings;
	const alerts = alertsOf({ before, after, drift: driftBetween(before, after), environmentTags, report });
	const store = directoryStore(settings.state);
	const parts = { store, outbox: outboxOver(store), rules: planRules(settings, 0) };
	const { batch, quiet, held } = await decide(parts, [{ type: "alerts", alerts }], new Map(), clock.now());
	return { alerts, batch, quiet, held };
}

/** Keeps what changed in a scope before its pointer says that it is known; `sendAlerts` sends it. */
export const keepingAlerts =
	(settings: AlertSettings): BeforePointer =>
	async (change) => {
		await enqueueChange(directoryStore(settings.state), change, settings);
	};

/** How sending goes on in the world. */
export interface SendParts {
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Names this process in the lease. */
	readonly owner: string;
	/** Milliseconds that sending may take; what is left over waits for the next run. */
	readonly budget: number;
}

/** What became of a run: the report, or that another process was delivering all the time. */
export type SendReport = DrainReport & { readonly busy?: true };

/** Keeps what was planned, then sends it, what was kept by publishing, and whatever earlier runs left behind. */
export async function sendAlerts({ alerts, batch }: AlertPlan, settings: AlertSettings, parts: SendParts): Promise<SendReport> {
	const store = directoryStore(settings.state);
	const outbox = outboxOver(store);
	if (alerts.length > 0) await outbox.commit(batch, clock.now(), digestOf("plan", ...alerts.map(({ id }) => id)));
	const aws = lazyAws(settings.profile);
	try {
		const ways = await openTargets(settings, Object.keys(settings.targets), {
			environment: parts.environment,
			clock,
			overflow: directoryOverflow(settings.state),
			aws,
		});
		const deadline = clock.now() + parts.budget;
		const lease = await waitForLease(store, parts, deadline);
		if (!lease) return { sent: 0, already: 0, moved: 0, rejected: [], waiting: [], alerts: 0, quiet: 0, held: 0, busy: true };
		try {
			return await drainOutbox({ store, outbox, rules: planRules(settings, 0), ways, clock, lease, deadline });
		} finally {
			await lease.release();
		}
	} finally {
		aws.close();
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
	const aws = lazyAws(settings.profile);
	try {
		const ways = await openTargets(settings, names, { environment, clock, overflow: directoryOverflow(settings.state), aws });
		const outcomes: TestOutcome[] = [];
		for (const [target, way] of ways) {
			const outcome = await way.target.send(alert, {});
			outcomes.push(outcome.outcome === "sent" ? { target } : { target, problem: outcome.reason });
		}
		return outcomes;
	} finally {
		aws.close();
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
