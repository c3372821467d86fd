import { setMaxListeners } from "node:events";

/** A signal that goes off in so many milliseconds, for `AwsConnection.caller`; `clear` it when it is no longer needed. */
export function deadlineIn(milliseconds: number): { readonly signal: AbortSignal; clear(): void } {
	const controller = new AbortController();
	// Every call under way listens.
	setMaxListeners(0, controller.signal);
	const timer = setTimeout(() => controller.abort(new Error("The deadline has passed.")), Math.max(0, milliseconds));
	return { signal: controller.signal, clear: () => clearTimeout(timer) };
}

/** Resolves with nothing when the deadline passes. */
export const passed = (deadline: AbortSignal): Promise<undefined> =>
	new Promise((resolve) => {
		if (deadline.aborted) resolve(undefined);
		else deadline.addEventListener("abort", () => resolve(undefined), { once: true });
	});
