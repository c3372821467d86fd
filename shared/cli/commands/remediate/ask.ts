import { createInterface } from "node:readline/promises";
import { ConfigError } from "../../../core/errors.ts";
import type { Terminal } from "../../terminal.ts";

/** Asks on the terminal; anything but y or yes is no. Where there is no terminal, nothing is agreed to. */
export async function agreed(question: string, hint: string, { stdin, stderr }: Terminal): Promise<boolean> {
	if (!stdin?.isTTY) throw new ConfigError(`There is no terminal to ask on. ${hint}`);
	const reader = createInterface({ input: stdin, output: stderr });
	try {
		return /^y(?:es)?$/i.test((await reader.question(`${question} [y/N] `)).trim());
	} finally {
		reader.close();
	}
}
