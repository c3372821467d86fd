import type { Rate } from "./limits.ts";

/** What an item of a run needs. Milliseconds. */
export interface Job {
	/** Name of the sort of scope. */
	readonly kind: string;
	readonly scanMs: number;
	readonly publishMs: number;
	/** Calls to STS when the scan begins. */
	readonly stsCalls: number;
}

/** What the machinery is like. Milliseconds. */
export interface Machinery {
	/** Items at a time. */
	readonly concurrency: number;
	readonly rates: Readonly<Record<Gate, Pick<Rate, "size" | "perSecond">>>;
	/** From nothing to a handler that runs. */
	readonly coldStartMs: { readonly scan: number; readonly publish: number };
	/** Between two states. */
	readonly stepMs: number;
	/** States that an item goes through. */
	readonly statesOfItem: number;
}

/** What can hold an item back. */
export type Gate = "dispatch" | "transitions" | "scalingScan" | "scalingPublish" | "sts";

export interface Simulation {
	/** From the first to the last item, milliseconds. */
	readonly wallMs: number;
	readonly peak: { readonly items: number; readonly scan: number; readonly publish: number; readonly executions: number };
	/** Execution environments that were made. */
	readonly environments: { readonly scan: number; readonly publish: number };
	/** The most in one second, by gate. */
	readonly most: Readonly<Record<Gate, number>>;
	/** Milliseconds that items waited, all together, by gate. */
	readonly waited: Readonly<Record<Gate, number>>;
	/** Milliseconds of execution that Lambda charges for. */
	readonly billed: { readonly scan: number; readonly publish: number };
	/** Items that ended, by second. */
	readonly ended: ReadonlyMap<number, number>;
}

/** Runs the items in their order, event by event. Whoever meets a limit waits in line for it: the best that retries can come to. */
export function simulate(jobs: readonly Job[], machinery: Machinery): Simulation {
	const { concurrency, rates, coldStartMs, stepMs, statesOfItem } = machinery;
	const events = eventQueue();
	const gates = Object.fromEntries(Object.entries(rates).map(([name, rate]) => [name, gateOf(rate)])) as Record<
		Gate,
		ReturnType<typeof gateOf>
	>;
	const running = { items: 0, scan: 0, publish: 0 };
	const peak = { items: 0, scan: 0, publish: 0, executions: 0 };
	const idle = { scan: 0, publish: 0 };
	const made = { scan: 0, publish: 0 };
	const billed = { scan: 0, publish: 0 };
	const ended = new Map<number, number>();
	let next = 0;
	let last = 0;

	/** Passes the gates one after the other, then goes on. */
	const pass = (at: number, through: readonly (readonly [Gate, number])[], then: (at: number) => void): void => {
		let time = at;
		for (const [gate, times] of through) for (let each = 0; each < times; each++) time = gates[gate].pass(time);
		events.add(time, then);
	};
	const invoke = (name: "scan" | "publish", at: number, ms: number, then: (at: number) => void): void => {
		const warm = idle[name] > 0;
		const start = (time: number) => {
			running[name]++;
			peak[name] = Math.max(peak[name], running[name]);
			peak.executions = Math.max(peak.executions, running.scan + running.publish);
			const cold = warm ? 0 : coldStartMs[name];
			billed[name] += cold + ms;
			events.add(time + cold + ms, (end) => {
				running[name]--;
				idle[name]++;
				then(end);
			});
		};
		if (warm) {
			idle[name]--;
			start(at);
		} else {
			made[name]++;
			pass(at, [[name === "scan" ? "scalingScan" : "scalingPublish", 1]], start);
		}
	};
	const begin = (at: number): void => {
		while (running.items < concurrency && next < jobs.length) {
			const job = jobs[next++];
			if (!job) return;
			running.items++;
			peak.items = Math.max(peak.items, running.items);
			pass(
				at,
				[
					["dispatch", 1],
					["transitions", statesOfItem],
				],
				(started) =>
					pass(started, [["sts", job.stsCalls]], (ready) =>
						invoke("scan", ready, job.scanMs, (scanned) =>
							events.add(scanned + stepMs, (between) =>
								invoke("publish", between, job.publishMs, (end) => {
									running.items--;
									last = Math.max(last, end);
									const second = Math.floor(end / 1000);
									ended.set(second, (ended.get(second) ?? 0) + 1);
									begin(end + stepMs);
								}),
							),
						),
					),
			);
		}
	};
	begin(0);
	events.run();
	const by = (pick: (gate: ReturnType<typeof gateOf>) => number) =>
		Object.fromEntries(Object.entries(gates).map(([name, gate]) => [name, pick(gate)])) as Record<Gate, number>;
	return { wallMs: last, peak, environments: made, most: by((gate) => gate.most()), waited: by((gate) => gate.waited()), billed, ended };
}

/** A token bucket with a line before it. */
function gateOf({ size, perSecond }: Pick<Rate, "size" | "perSecond">) {
	let tokens: number = size;
	let time = 0;
	let waited = 0;
	const seconds = new Map<number, number>();
	return {
		/** When the next one may go that comes at this time. */
		pass(at: number): number {
			const from = Math.max(at, time);
			tokens = Math.min(size, tokens + ((from - time) * perSecond) / 1000);
			const go = tokens >= 1 ? from : from + ((1 - tokens) * 1000) / perSecond;
			tokens = tokens >= 1 ? tokens - 1 : 0;
			time = go;
			waited += go - at;
			const second = Math.floor(go / 1000);
			seconds.set(second, (seconds.get(second) ?? 0) + 1);
			return go;
		},
		waited: () => waited,
		most: () => Math.max(0, ...seconds.values()),
	};
}

/** Events in the order of their time; those of one time in the order in which they were added. */
function eventQueue() {
	const heap: { at: number; order: number; run: (at: number) => void }[] = [];
	let order = 0;
	const before = (a: number, b: number): boolean => {
		const [one, other] = [heap[a], heap[b]];
		if (!one || !other) return false;
		return one.at < other.at || (one.at === other.at && one.order < other.order);
	};
	const swap = (a: number, b: number): void => {
		const [one, other] = [heap[a], heap[b]];
		if (one && other) [heap[a], heap[b]] = [other, one];
	};
	return {
		add(at: number, run: (at: number) => void): void {
			heap.push({ at, order: order++, run });
			for (let child = heap.length - 1; child > 0; ) {
				const parent = (child - 1) >> 1;
				if (!before(child, parent)) break;
				swap(child, parent);
				child = parent;
			}
		},
		run(): void {
			for (;;) {
				const first = heap[0];
				if (!first) return;
				const end = heap.pop();
				if (heap.length > 0 && end) {
					heap[0] = end;
					for (let parent = 0; ; ) {
						const [left, right] = [2 * parent + 1, 2 * parent + 2];
						let least = before(left, parent) ? left : parent;
						if (before(right, least)) least = right;
						if (least === parent) break;
						swap(parent, least);
						parent = least;
					}
				}
				first.run(first.at);
			}
		},
	};
}
