import type { Clock } from "../outbox/store.ts";

/** Lets one through every `interval` milliseconds for each key, in the order of asking. */
export function pace(clock: Clock, interval: number): (key: string) => Promise<void> {
	const free = new Map<string, number>();
	return async (key) => {
		const now = clock.now();
		const turn = Math.max(now, free.get(key) ?? 0);
		free.set(key, turn + interval);
		if (turn > now) await clock.sleep(turn - now);
	};
}
