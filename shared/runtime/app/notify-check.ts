import type { DeliveryReport } from "../../sinks/outbox/deliver.ts";
import type { Entry, Outbox } from "../../sinks/outbox/entries.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import type { CheckRecord } from "./check-record.ts";
import { stateLayout } from "./layout.ts";

/** Where it is written how far the synthetic events of `parapet deploy check` have come. */
export interface CheckRecords {
	/** Undefined when there is none, or nothing of the kind. */
	read(id: string): Promise<CheckRecord | undefined>;
	write(record: CheckRecord): Promise<void>;
}

/** The records in the state bucket. */
export const checkRecords = (state: ObjectStore): CheckRecords => ({
	async read(id) {
		const stored = await state.get(stateLayout.check(id));
		if (!stored) return undefined;
		// assess-change and this function alone write here, both of one deployment.
		return JSON.parse(Buffer.from(stored.body).toString("utf8")) as CheckRecord;
	},
	async write(record) {
		await state.put(stateLayout.check(record.id), Buffer.from(`${JSON.stringify(record)}\n`), "application/json", { always: true });
	},
});

type Told = CheckRecord["targets"][string];

/** What became of the alert of a check at a target. */
interface Waits {
	readonly check: string;
	readonly target: string;
	readonly reason: string;
}

/** Collects what became of the alerts of checks, and writes it down: only whoever holds the lease does. */
export function checkOutcomes(now: () => number) {
	const ended = new Map<string, Record<string, Told>>();
	const put = (check: string, target: string, outcome: Told["outcome"], reason?: string): void => {
		const at = new Date(now()).toISOString();
		ended.set(check, { ...ended.get(check), [target]: { outcome, at, ...(reason === undefined ? {} : { reason }) } });
	};
	return {
		ended({ target, message, insteadOf }: Entry, outcome: "sent" | "rejected", reason?: string): void {
			if (message.type !== "alert" || message.check === undefined) return;
			// That the second way took it says that the first does not.
			if (insteadOf === undefined) put(message.check, target, outcome, reason);
			else
				put(
					message.check,
					insteadOf,
					"waiting",
					`${outcome === "sent" ? "sent by the second way" : "refused by the second way too"}, ${target}`,
				);
		},
		async write(records: CheckRecords, waiting: readonly Waits[]): Promise<void> {
			for (const { check, target, reason } of waiting) put(check, target, "waiting", reason);
			for (const [id, targets] of ended) {
				const record = await records.read(id);
				if (record) await records.write({ ...record, targets: { ...record.targets, ...targets } });
			}
		},
	};
}

/** The alert of a check is among the newest that wait: so many are looked at for each target. */
const newest = 20;

/** The alerts of checks that their targets have not taken, with why. */
export async function checksWaiting(outbox: Outbox, report: DeliveryReport["waiting"]): Promise<Waits[]> {
	if (report.length === 0) return [];
	const waiting = await outbox.waiting();
	const found: Waits[] = [];
	for (const { target, reason } of report)
		for (const each of (waiting.get(target) ?? []).slice(-newest)) {
			const entry = await outbox.entry(each);
			if (entry?.message.type === "alert" && entry.message.check !== undefined)
				found.push({ check: entry.message.check, target: entry.insteadOf ?? target, reason: entry.reason ?? reason });
		}
	return found;
}
