import type { Message } from "../../core/alerts/alert.ts";
import type { Store } from "./store.ts";
import type { Incident, Outcome, Span } from "./target.ts";

/** A message for a target. */
export interface Delivery {
	readonly target: string;
	readonly message: Message;
}

/** A message that waits for its target, with what happened to it so far. Times in milliseconds. */
export interface Entry extends Delivery {
	/** Orders the entries of a target. */
	readonly sequence: string;
	readonly attempts: number;
	/** When attempts began whose end is not known. */
	readonly uncertain?: Span;
	/** Why the last attempt failed. */
	readonly reason?: string;
	/** The target that it was for, before that one was given up. */
	readonly insteadOf?: string;
}

/** Since when a target has taken nothing, and why. */
export interface Health {
	readonly failingSince: number;
	readonly reason: string;
}

/** How many sent ids an incident remembers. */
const remembered = 50;

const keys = {
	batch: (id: string) => `batches/${id}`,
	entry: ({ target, message }: Delivery) => `outbox/${target}/${message.id}`,
	incident: (target: string, fingerprint: string) => `incidents/${target}/${fingerprint}`,
	failed: ({ target, message }: Delivery) => `failed/${target}/${message.id}`,
	health: (target: string) => `health/${target}`,
};

/** The outbox over a store: what is to be sent, what was sent, and what cannot be. */
export function outboxOver(store: Store) {
	const read = async <T>(key: string): Promise<T | undefined> => {
		const text = await store.get(key);
		return text === undefined ? undefined : (JSON.parse(text) as T);
	};
	const write = (key: string, value: unknown): Promise<void> => store.write(key, JSON.stringify(value));
	return {
		/** Keeps all deliveries in one step: from now on none of them is lost. The same deliveries twice are sent once. */
		async enqueue(deliveries: readonly Delivery[], at: number): Promise<void> {
			if (deliveries.length === 0) return;
			const batch = `${String(at).padStart(14, "0")}-${deliveries[0]?.message.id}`;
			await store.create(keys.batch(batch), JSON.stringify(deliveries));
		},
		/** Turns batches into entries; after a crash in the middle it does the rest. */
		async expand(): Promise<void> {
			for (const key of await store.list("batches")) {
				const name = key.slice("batches/".length);
				const deliveries = (await read<Delivery[]>(key)) ?? [];
				for (const [index, delivery] of deliveries.entries()) {
					const entry: Entry = { ...delivery, sequence: `${name}-${String(index).padStart(7, "0")}`, attempts: 0 };
					await store.create(keys.entry(delivery), JSON.stringify(entry));
				}
				await store.remove(key);
			}
		},
		/** What waits, in its order, by target. */
		async waiting(): Promise<Map<string, Entry[]>> {
			const byTarget = new Map<string, Entry[]>();
			for (const key of await store.list("outbox")) {
				const entry = await read<Entry>(key);
				if (!entry) continue;
				const entries = byTarget.get(entry.target) ?? [];
				byTarget.set(entry.target, entries);
				entries.push(entry);
			}
			for (const entries of byTarget.values()) entries.sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
			return byTarget;
		},
		incident: (target: string, fingerprint: string) => read<Incident>(keys.incident(target, fingerprint)),
		/** Fingerprints of the incidents of which a target was told. */
		async incidents(target: string): Promise<Set<string>> {
			const prefix = `incidents/${target}`;
			return new Set((await store.list(prefix)).map((key) => key.slice(prefix.length + 1)));
		},
		/** An attempt begins: if nothing is written after this, nobody knows how it ended. */
		async begin(entry: Entry, at: number): Promise<Entry> {
			const begun = { ...entry, attempts: entry.attempts + 1, uncertain: { from: entry.uncertain?.from ?? at, to: at } };
			await write(keys.entry(entry), begun);
			return begun;
		},
		/** The message arrived: the incident knows it first, so that a crash before the entry is gone sends nothing again. */
		async sent(entry: Entry, known: Incident | undefined, outcome: Outcome & { outcome: "sent" }, at: number): Promise<void> {
			await write(keys.incident(entry.target, entry.message.fingerprint), incidentAfter(entry, known, outcome, at));
			await store.remove(keys.entry(entry));
		},
		/** The message did not arrive, or may have in the attempts of `uncertain`: it waits on. */
		async kept(entry: Entry, reason: string, uncertain: Span | undefined): Promise<Entry> {
			const { uncertain: _, ...rest } = entry;
			const kept: Entry = { ...rest, reason, ...(uncertain === undefined ? {} : { uncertain }) };
			await write(keys.entry(entry), kept);
			return kept;
		},
		/** The message will never be taken; it is kept apart with the reason. */
		async failed(entry: Entry, reason: string): Promise<void> {
			await write(keys.failed(entry), { ...entry, reason });
			await store.remove(keys.entry(entry));
		},
		/** Another target gets the message; the copy is there before the original goes. */
		async moved(entry: Entry, target: string): Promise<void> {
			const { uncertain: _, reason: __, ...rest } = entry;
			const moved: Entry = { ...rest, target, insteadOf: entry.insteadOf ?? entry.target, attempts: 0 };
			await store.create(keys.entry(moved), JSON.stringify(moved));
			await store.remove(keys.entry(entry));
		},
		/** Nothing of it is to be done any more. */
		done: (entry: Entry): Promise<void> => store.remove(keys.entry(entry)),
		health: (target: string) => read<Health>(keys.health(target)),
		failing: (target: string, health: Health): Promise<void> => write(keys.health(target), health),
		healthy: (target: string): Promise<void> => store.remove(keys.health(target)),
	};
}

export type Outbox = ReturnType<typeof outboxOver>;

function incidentAfter({ message }: Entry, known: Incident | undefined, { thread }: Outcome & { outcome: "sent" }, at: number): Incident {
	const status = message.type === "digest" ? "open" : message.status;
	const kept = thread ?? known?.thread;
	return {
		fingerprint: message.fingerprint,
		status,
		kind: message.type === "digest" ? "digest" : message.kind,
		severity: message.severity,
		openedAt: known?.openedAt ?? at,
		changedAt: at,
		count: (known?.count ?? 0) + 1,
		...(kept ? { thread: kept } : {}),
		sent: [...(known?.sent ?? []), message.id].slice(-remembered),
	};
}
