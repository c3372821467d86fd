import type { Clock, Store } from "../../shared/sinks/outbox/store.ts";

/** A clock that does not wait: sleeping moves it. */
export function virtualClock(start = Date.parse("2026-01-02T03:04:05Z")): Clock & { readonly pass: (milliseconds: number) => void } {
	let now = start;
	return {
		now: () => now,
		sleep: async (milliseconds) => {
			now += milliseconds;
		},
		pass: (milliseconds) => {
			now += milliseconds;
		},
	};
}

/** The process ended there. */
export class Crash extends Error {
	override readonly name = "Crash";
}

/** A store in memory. `onWrite` is called before and after each change: it may throw `Crash`. */
export function memoryStore(
	onWrite: (when: "before" | "after", what: string) => void = () => {},
): Store & { readonly texts: Map<string, string> } {
	const texts = new Map<string, string>();
	const change = (what: string, act: () => void) => {
		if (!/^\w+(?: [A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*)$/.test(what))
			throw new Error(`No key of a store: ${what}`);
		onWrite("before", what);
		act();
		onWrite("after", what);
	};
	return {
		texts,
		get: async (key) => texts.get(key),
		create: async (key, text) => {
			if (texts.has(key)) return false;
			change(`create ${key}`, () => texts.set(key, text));
			return true;
		},
		write: async (key, text) => change(`write ${key}`, () => texts.set(key, text)),
		remove: async (key) => change(`remove ${key}`, () => texts.delete(key)),
		list: async (prefix) => [...texts.keys()].filter((key) => key.startsWith(`${prefix}/`)).toSorted(),
	};
}
