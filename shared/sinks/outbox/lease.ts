import type { Clock, Store } from "./store.ts";

/** Milliseconds for which a lease holds without being renewed: longer than any single call to a target. */
export const leaseLength = 60_000;

/** The right to deliver, held by one at a time. */
export interface Lease {
	/** Renews it when half of its time is over. Throws `LeaseLost` when it has run out: another may be delivering by now. */
	keep(): Promise<void>;
	release(): Promise<void>;
}

/** The lease ran out while it was in use; what was begun must not be finished. */
export class LeaseLost extends Error {
	override readonly name = "LeaseLost";
}

interface Record {
	readonly owner: string;
	readonly until: number;
}

/**
 * Takes the lease, or undefined while another holds it. Each holder has a number of its own, made with `create`, so that of two who see
 * the same lease run out one gets it.
 */
export async function takeLease(store: Store, owner: string, clock: Clock): Promise<Lease | undefined> {
	const keys = await store.list("lease");
	const last = keys.at(-1);
	const holder = last === undefined ? undefined : parse(await store.get(last));
	if (holder && holder.until > clock.now()) return undefined;
	const number = last === undefined ? 1 : Number(last.split("/")[1]) + 1;
	const key = `lease/${String(number).padStart(12, "0")}`;
	let until = clock.now() + leaseLength;
	const record = (): string => JSON.stringify({ owner, until } satisfies Record);
	if (!(await store.create(key, record()))) return undefined;
	for (const old of keys) await store.remove(old);
	return {
		async keep() {
			const left = until - clock.now();
			if (left <= 0) throw new LeaseLost(`The lease of ${owner} ran out.`);
			if (left > leaseLength / 2) return;
			until = clock.now() + leaseLength;
			await store.write(key, record());
		},
		async release() {
			// The number stays, so that the next one is another.
			until = 0;
			await store.write(key, record());
		},
	};
}

function parse(text: string | undefined): Record | undefined {
	try {
		return text === undefined ? undefined : (JSON.parse(text) as Record);
	} catch {
		return undefined;
	}
}
