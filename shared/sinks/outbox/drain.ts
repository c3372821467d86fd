import { type DeliveryParts, type DeliveryReport, deliver } from "./deliver.ts";
import { decideOrphansAnew } from "./orphans.ts";
import { type PlanRules, planInbox } from "./plan.ts";
import type { Store } from "./store.ts";

/** What a run works with. */
export interface DrainParts extends DeliveryParts {
	readonly store: Store;
	readonly rules: PlanRules;
	/** What is to be told about the delivery itself, after each round; it is kept in the inbox. */
	readonly afterwards?: ((report: DeliveryReport) => Promise<void>) | undefined;
}

/** What became of everything that was kept, and how much was decided about. */
export interface DrainReport extends DeliveryReport {
	readonly alerts: number;
	/** Alerts that every route is too quiet for. */
	readonly quiet: number;
	/** Alerts that wait for a digest, or for the end of quiet hours. */
	readonly held: number;
}

/** Decides about what arrived and what is due, and sends what waits, until there is no more or the time is over. For who holds the lease. */
export async function drainOutbox({ afterwards, ...parts }: DrainParts): Promise<DrainReport> {
	const { outbox, lease, clock, deadline, store } = parts;
	let total: DrainReport = { sent: 0, already: 0, moved: 0, rejected: [], waiting: [], alerts: 0, quiet: 0, held: 0 };
	await outbox.expand(lease.keep);
	await decideOrphansAnew(store, outbox, new Set(parts.rules.audiences.map(({ name }) => name)), lease.keep);
	for (;;) {
		// A batch that was begun is done first: what it consumed stands in the inbox until then.
		await outbox.expand(lease.keep);
		while (clock.now() < deadline) {
			const decision = await planInbox(parts, clock.now(), lease.keep);
			if (!decision) break;
			total = {
				...total,
				alerts: total.alerts + decision.alerts,
				quiet: total.quiet + decision.quiet,
				held: total.held + decision.held,
			};
			await outbox.expand(lease.keep);
		}
		const report = await deliver(parts);
		total = {
			...total,
			sent: total.sent + report.sent,
			already: total.already + report.already,
			moved: total.moved + report.moved,
			rejected: [...total.rejected, ...report.rejected],
			waiting: report.waiting,
		};
		await afterwards?.(report);
		if (clock.now() >= deadline || (await store.list("inbox")).length === 0) return total;
	}
}
