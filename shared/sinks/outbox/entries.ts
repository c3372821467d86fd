import { mapBounded } from "../../aws/concurrency.ts";
import type { Message, Note } from "../../core/alerts/alert.ts";
import { packed, unpacked } from "./packed.ts";
import type { Store } from "./store.ts";
import type { Incident, Outcome, Span } from "./target.ts";

/** A message for a target. */
export interface Delivery {
	readonly target: string;
	readonly message: Message | Note;
	/** See `Attempt.folded`. */
	readonly folded?: true;
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

/** What is known of a waiting entry without reading it. */
export interface Waiting {
	readonly target: string;
	readonly key: string;
	readonly sequence: string;
	readonly id: string;
	readonly fingerprint: string;
	/** Since when, in milliseconds. */
	readonly since: number;
}

/** What was decided in one step. Doing it twice does nothing more than doing it once. */
export interface Batch {
	readonly deliveries: readonly Delivery[];
	/** Records to write, by key. */
	readonly writes?: Readonly<Record<string, string>>;
	/** Keys that are dealt with when all the rest is done. */
	readonly removes?: readonly string[];
}

/** Since when a target has taken nothing, and why. Milliseconds. */
export interface Health {
	readonly failingSince: number;
	readonly reason: string;
	/** Before then the target wants to hear nothing. */
	readonly until?: number;
	/** Others were told that it is down. */
	readonly announced?: true;
	/** When it took something again. */
	readonly recovered?: number;
}

/** How many sent ids and notes an incident remembers. */
const remembered = 50;
const rememberedNotes = 5;
/** Calls to the store at a time. */
const atATime = 32;

/** Milliseconds as they stand in keys: in the order of time. */
export const keyTime = (at: number): string => String(at).padStart(14, "0");

const keys = {
	batch: (id: string) => `batches/${id}`,
	entry: ({ target, sequence, message: { id, fingerprint } }: Entry) => `outbox/${target}/${sequence}.${id}.${fingerprint}`,
	incident: (target: string, fingerprint: string) => `incidents/${target}/${fingerprint}`,
	/** When an incident was over: what is pruned need not be looked for. */
	closed: (at: number, target: string, fingerprint: string) => `closed/${keyTime(at)}-${target}.${fingerprint}`,
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

	/** Entries by their old names, which say nothing of their order, get new ones. */
	async function renamed(key: string): Promise<string | undefined> {
		const entry = await read<Entry>(key);
		if (!entry) return undefined;
		await store.create(keys.entry(entry), JSON.stringify(entry));
		await store.remove(key);
		return keys.entry(entry);
	}

	async function waiting(): Promise<Map<string, Waiting[]>> {
		const byTarget = new Map<string, Waiting[]>();
		for (const listed of await store.list("outbox")) {
			const key = /\..*\./.test(listed) ? listed : await renamed(listed);
			if (key === undefined) continue;
			const [, target = "", name = ""] = key.split("/");
			const [sequence = "", id = "", fingerprint = ""] = name.split(".");
			const entries = byTarget.get(target) ?? [];
			byTarget.set(target, entries);
			entries.push({ target, key, sequence, id, fingerprint, since: Number(sequence.slice(0, 14)) });
		}
		for (const entries of byTarget.values()) entries.sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
		return byTarget;
	}

	async function apply(name: string, batch: Batch, present: Set<string>, keep: () => Promise<void>): Promise<void> {
		const { deliveries, writes = {}, removes = [] } = batch;
		await mapBounded(deliveries, atATime, async (delivery, index) => {
			const own = `${delivery.target}/${delivery.message.id}`;
			// The same message waits already.
			if (present.has(own)) return;
			present.add(own);
			await keep();
			const entry: Entry = { ...delivery, sequence: `${name}-${String(index).padStart(7, "0")}`, attempts: 0 };
			await store.create(keys.entry(entry), JSON.stringify(entry));
		});
		await mapBounded(Object.entries(writes), atATime, ([key, text]) => store.write(key, text));
		await keep();
		await mapBounded(removes, atATime, (key) => store.remove(key));
	}

	return {
		/** Keeps what was decided, in one step: from now on nothing of it is lost. `id` tells batches of the same moment apart. */
		async commit(batch: Batch, at: number, id: string): Promise<void> {
			await store.create(keys.batch(`${keyTime(at)}-${id}`), packed(batch));
		},
		/** `commit` of deliveries alone. The same deliveries twice are sent once. */
		async enqueue(deliveries: readonly Delivery[], at: number): Promise<void> {
			if (deliveries[0]) await store.create(keys.batch(`${keyTime(at)}-${deliveries[0].message.id}`), packed({ deliveries }));
		},
		/** Does what batches say; after a crash in the middle it does the rest. `keep` is called again and again meanwhile. */
		async expand(keep: () => Promise<void> = async () => {}): Promise<void> {
			const batches = await store.list("batches");
			if (batches.length === 0) return;
			const present = new Set([...(await waiting()).values()].flat().map(({ target, id }) => `${target}/${id}`));
			for (const key of batches) {
				const text = await store.get(key);
				if (text === undefined) continue;
				const batch = unpacked<Batch | readonly Delivery[]>(text);
				await apply(key.slice("batches/".length), "deliveries" in batch ? batch : { deliveries: batch }, present, keep);
				await store.remove(key);
			}
		},
		/** What waits, in its order, by target. */
		waiting,
		entry: ({ key }: Waiting) => read<Entry>(key),
		incident: (target: string, fingerprint: string) => read<Incident>(keys.incident(target, fingerprint)),
		/** Of these fingerprints, those of which the target was told: of few each is looked up, of many all there are are listed. */
		async known(target: string, fingerprints: readonly string[]): Promise<Set<string>> {
			if (fingerprints.length <= 100) {
				const found = await mapBounded(fingerprints, atATime, (fingerprint) => store.get(keys.incident(target, fingerprint)));
				return new Set(fingerprints.filter((_, index) => found[index] !== undefined));
			}
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
			const { target, message } = entry;
			const incident = incidentAfter(entry, known, outcome, at);
			await write(keys.incident(target, message.fingerprint), incident);
			if (message.type !== "note" && (incident.status === "closed" || incident.kind === "digest"))
				await write(keys.closed(at, target, message.fingerprint), {});
			await store.remove(keys.entry(entry));
		},
		/** The message did not arrive, or may have in the attempts of `uncertain`: it waits on. */
		async kept(entry: Entry): Promise<void> {
			await write(keys.entry(entry), entry);
		},
		/** The message will never be taken; it is kept apart with the reason. */
		async failed(entry: Entry, reason: string, at: number): Promise<void> {
			await write(keys.failed(entry), { ...entry, reason, failedAt: at });
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
	const kept = thread ?? known?.thread;
	const told = {
		fingerprint: message.fingerprint,
		openedAt: known?.openedAt ?? at,
		count: (known?.count ?? 0) + 1,
		...(kept ? { thread: kept } : {}),
		sent: [...(known?.sent ?? []), message.id].slice(-remembered),
	};
	if (message.type === "digest") return { ...told, status: "open", kind: "digest", severity: message.severity, changedAt: at };
	if (message.type === "note") {
		// Only incidents that were told of have notes.
		const before = known ?? { status: "open", kind: "new", severity: "informational", changedAt: at };
		return { ...before, ...told, notes: [...(known?.notes ?? []), message].slice(-rememberedNotes) };
	}
	// What was decided about an incident that is over says nothing of the next one.
	const notes = message.status === "closed" || message.kind === "reopened" ? undefined : known?.notes;
	return {
		...told,
		// The alert of a check is over when it was told.
		status: message.check === undefined ? message.status : "closed",
		kind: message.kind,
		severity: message.severity,
		changedAt: at,
		observedAt: message.observedAt,
		...(kept ? { shown: message } : {}),
		...(notes ? { notes } : {}),
	};
}
