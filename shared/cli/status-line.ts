import type { Terminal } from "./terminal.ts";
import { width } from "./terminal.ts";

/** A line on stderr that says what is being done, rewritten each time; nothing when stderr is no terminal. */
export function statusLine({ stderr }: Terminal): { say(what: string): void; end(): void } {
	if (!stderr.isTTY) return { say: () => {}, end: () => {} };
	return {
		say: (what) => stderr.write(`\r\u001b[K${what.slice(0, width(stderr) - 1)}`),
		end: () => stderr.write("\r\u001b[K"),
	};
}
