import { mapBounded } from "../../aws/concurrency.ts";
import { type Entry, keyTime } from "./entries.ts";
import type { Lease } from "./lease.ts";
import type { Clock, Store } from "./store.ts";
import type { Incident } from "./target.ts";

const day = 86_400_000;
/** So long what is over is remembered, and what a target did not want is kept, in milliseconds. */
const closedFor = 30 * day;
const failedFor = 90 * day;
const atATime = 16;

/**
 * Once a day, forgets incidents that have been over for a month, what was decided that long ago, and messages that a target did not want three months
 * ago. For who holds the lease; ends at the deadline (milliseconds), and goes on the next day.
 */
export async function prune(store: Store, clock: Clock, lease: Lease, deadline: number): Promise<void> {
	const now = clock.now();
	if (!(await prunes(store, now))) return;
	const before = async (prefix: string, age: number, act: (key: string, name: string) => Promise<void>) => {
		const keys = (await store.list(prefix)).filter((key) => key.slice(prefix.length + 1) < keyTime(now - age));
		await mapBounded(keys, atATime, async (key) => {
			if (clock.now() >= deadline) return;
			await lease.keep();
			await act(key, key.slice(prefix.length + 1));
		});
	};
	await before("taken", closedFor, (key) => store.remove(key));
	await before("closed", closedFor, async (key, name) => {
		const [, at = "", target = "", fingerprint = ""] = /^(\d{14})-([^.]+)\.(.+)$/.exec(name) ?? [];
		const incidentKey = `incidents/${target}/${fingerprint}`;
		const text = await store.get(incidentKey);
		// It may have come back since.
		if (text !== undefined && (JSON.parse(text) as Incident).changedAt <= Number(at)) await store.remove(incidentKey);
		await store.remove(key);
	});
	await mapBounded(await store.list("failed"), atATime, async (key) => {
		if (clock.now() >= deadline) return;
		await lease.keep();
		const failedAt = failureTime(key, await store.get(key));
		if (now - failedAt > failedFor) await store.remove(key);
	});
	if (clock.now() < deadline) await store.write("pruned", JSON.stringify({ at: now }));
}

/** Is it a day since the last time? */
export async function prunes(store: Store, now: number): Promise<boolean> {
	const last = await store.get("pruned");
	return last === undefined || now - (JSON.parse(last) as { at: number }).at >= day;
}

/** When it was kept apart; for what is no entry, as its key says. */
function failureTime(key: string, text: string | undefined): number {
	const named = Number(key.split("/")[2]?.slice(0, 14));
	if (key.startsWith("failed/inbox/")) return named;
	const { failedAt, sequence } = JSON.parse(text ?? "{}") as Partial<Entry> & { failedAt?: number };
	return failedAt ?? Number(sequence?.slice(0, 14) ?? Number.POSITIVE_INFINITY);
}
