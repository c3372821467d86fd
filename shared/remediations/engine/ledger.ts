import type { JsonObject, RepairTarget } from "../action.ts";
import type { Documents } from "./documents.ts";
import { keys } from "./keys.ts";

/** What is known of a resource from one attempt to the next. */
export interface Ledger {
	readonly schema: "parapet.ledger/1";
	readonly arn: string;
	/** How many attempts there were, by action. */
	readonly sequence: Readonly<Record<string, number>>;
	/** The attempt that is not over, by action. */
	readonly open: Readonly<Record<string, string>>;
	/** The one attempt that changes the resource now. */
	readonly working?: string | undefined;
	/** Repairs that were made, the oldest first. */
	readonly history: readonly { readonly action: string; readonly attempt: string; readonly at: string }[];
	/** Repairs that were taken back: they want an approval until somebody releases them. */
	readonly held: Readonly<Record<string, { readonly by: string; readonly at: string; readonly attempt: string }>>;
	/** Repairs that something undoes again and again: they are stopped until somebody releases them. */
	readonly tripped: Readonly<Record<string, { readonly at: string }>>;
}

const none = (arn: string): Ledger => ({
	schema: "parapet.ledger/1",
	arn,
	sequence: {},
	open: {},
	history: [],
	held: {},
	tripped: {},
});

/** Entries of history that are kept. */
const kept = 50;
/** So many writers may get in between before this one gives up. */
const patience = 50;

/** The ledger of a resource; an empty one when nothing was ever done to it. */
export async function readLedger(documents: Documents, target: RepairTarget): Promise<Ledger> {
	const stored = await documents.get(keys.ledger(target));
	return stored ? (stored.value as unknown as Ledger) : none(target.arn);
}

/** Changes the ledger of a resource, over again when somebody else changed it meanwhile. `change` gives undefined to leave it. Gives the ledger as it is then. */
export async function updateLedger(
	documents: Documents,
	target: RepairTarget,
	change: (ledger: Ledger) => Ledger | undefined,
): Promise<Ledger> {
	const key = keys.ledger(target);
	for (let attempt = 0; attempt < patience; attempt++) {
		const stored = await documents.get(key);
		const ledger = stored ? (stored.value as unknown as Ledger) : none(target.arn);
		const next = change(ledger);
		if (!next) return ledger;
		const bounded = { ...next, history: next.history.slice(-kept) };
		if (await documents.put(key, bounded as unknown as JsonObject, stored ? { etag: stored.etag } : { absent: true })) return bounded;
	}
	throw new Error(`The ledger of ${target.arn} was changed by others ${patience} times in a row.`);
}

/** Without a member. */
export const without = <T>(members: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> =>
	Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));

/** Repairs of the same kind on the same resource within a day that say that something undoes them. */
const flaps = 3;
const day = 86_400_000;

/** Was the repair made so often within a day that something must be undoing it? */
export const isFlapping = ({ history }: Ledger, action: string, now: number): boolean =>
	history.filter((entry) => entry.action === action && Date.parse(entry.at) > now - day).length >= flaps;
