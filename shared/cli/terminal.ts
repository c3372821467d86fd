import type { Readable, Writable } from "node:stream";

/** What a command writes to; everything is an argument, so that tests read what a user would. */
export interface Terminal {
	readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
	readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
	/** Where answers come from; absent where nobody can be asked. */
	readonly stdin?: Readable & { readonly isTTY?: boolean };
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly now: () => number;
	/** Hexadecimal, at least 8 characters, fresh at each call. */
	readonly newId: () => string;
}

/** May colours be written there? Only on a terminal; NO_COLOR and FORCE_COLOR are honoured (https://no-color.org). */
export function colours(stream: { readonly isTTY?: boolean }, environment: Terminal["environment"]): boolean {
	if (environment.NO_COLOR) return false;
	if (environment.FORCE_COLOR && environment.FORCE_COLOR !== "0") return true;
	return stream.isTTY === true && environment.TERM !== "dumb";
}

/** Columns of the terminal, 80 when it is none; never under 60 nor over 160, so that tables stay readable. */
export const width = (stream: { readonly columns?: number }): number => Math.min(160, Math.max(60, stream.columns ?? 80));

/** Writes chunks with backpressure. A reader that went away (`| head`) ends the output quietly. */
export async function write(stream: Writable, chunks: Iterable<string>): Promise<void> {
	let batch = "";
	for (const chunk of chunks) {
		batch += chunk;
		if (batch.length < 65_536) continue;
		if (!(await put(stream, batch))) return;
		batch = "";
	}
	if (batch) await put(stream, batch);
}

const put = (stream: Writable, text: string): Promise<boolean> =>
	new Promise((resolve, reject) =>
		stream.write(text, (error) => {
			if (!error) resolve(true);
			else if ((error as NodeJS.ErrnoException).code === "EPIPE") resolve(false);
			else reject(error);
		}),
	);
