import { printable } from "../../../core/printable.ts";
import type { Check, CheckStatus } from "../../../runtime/deploy-check/check.ts";
import { wrap } from "../../help.ts";
import { colours, type Terminal, width } from "../../terminal.ts";

const order: readonly CheckStatus[] = ["failed", "unknown", "warning", "ok"];
const colour: Readonly<Record<CheckStatus, number>> = { ok: 32, warning: 33, failed: 31, unknown: 35 };

/** The worst of them. */
export const worst = (checks: readonly Check[]): CheckStatus =>
	order.find((status) => checks.some((check) => check.status === status)) ?? "ok";

/** The exit code that checks come to. */
export const exitCodeOf = (checks: readonly Check[]): number => ({ failed: 3, unknown: 2, warning: 0, ok: 0 })[worst(checks)];

/** Checks as lines of text, each with what to do unless it is well. */
export function* checkLines(checks: readonly Check[], { stdout, environment }: Terminal): Generator<string> {
	const coloured = colours(stdout, environment);
	const columns = width(stdout);
	for (const { name, status, detail, advice, items = [] } of checks) {
		const word = status.padEnd(8);
		const head = `${printable(name)}: ${printable(detail)}`;
		yield `  ${coloured ? `\u001b[${colour[status]}m${word}\u001b[0m` : word}${wrap(head, columns - 12, " ".repeat(10)).trimStart()}\n`;
		for (const item of items) yield `${wrap(`- ${printable(item)}`, columns - 14, " ".repeat(12))}\n`;
		if (advice !== undefined) yield `${wrap(`> ${printable(advice)}`, columns - 12, " ".repeat(10))}\n`;
	}
}

/** A sentence within the width of the terminal. */
export const sentence = (text: string, { stdout }: Terminal, indent = ""): string =>
	`${wrap(printable(text), width(stdout) - indent.length, indent)}\n`;
