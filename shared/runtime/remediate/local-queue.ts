import type { Outcome, Ports, RemediateMessage } from "../../remediations/engine/ports.ts";
import { handleMessage } from "../../remediations/engine/sweep.ts";

/** A queue in this process: what is put off is brought back while the command waits for it. */
export interface LocalQueue {
	readonly later: Ports["later"];
	/** Delivers until nothing waits, or what waits comes only after `until`. Gives how many messages are left. `waits` is told what for. */
	drain(
		ports: Ports,
		until: number,
		waits: (seconds: number) => void,
	): Promise<{ readonly outcomes: readonly Outcome[]; readonly left: number }>;
}

/** Makes an empty queue. Times in milliseconds. */
export function localQueue(now: () => number, sleep: (milliseconds: number) => Promise<unknown>): LocalQueue {
	const waiting: { readonly message: RemediateMessage; readonly at: number }[] = [];
	return {
		later: async (message, seconds) => void waiting.push({ message, at: now() + seconds * 1000 }),
		async drain(ports, until, waits) {
			const outcomes: Outcome[] = [];
			for (;;) {
				waiting.sort((one, other) => one.at - other.at);
				const next = waiting[0];
				if (!next || next.at > until) return { outcomes, left: waiting.length };
				const pause = next.at - now();
				if (pause > 0) {
					waits(Math.ceil(pause / 1000));
					await sleep(pause);
				}
				waiting.shift();
				outcomes.push(...(await handleMessage(next.message, ports)));
			}
		},
	};
}
