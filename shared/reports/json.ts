import type { Report } from "./index.ts";
import { inertJson } from "./text.ts";

/** The snapshot as JSON, one finding a line: complete, and readable by `parapet report` and `parapet diff`. */
export const json: Report = function* (snapshot) {
	const { findings, ...rest } = snapshot;
	// Findings are the bulk; they are written one by one so that the text never stands in memory as a whole.
	const [head, tail] = splitAt(rest);
	yield head;
	yield '"findings": [';
	let separator = "\n";
	for (const finding of findings) {
		yield `${separator}${inertJson(finding)}`;
		separator = ",\n";
	}
	yield `${findings.length > 0 ? "\n" : ""}]${tail}\n`;
};

/** The JSON of the other members, opened where the findings belong (after `summary`). */
function splitAt(rest: Readonly<Record<string, unknown>>): [string, string] {
	const lines = Object.entries(rest).map(([key, value]) => [key, `${inertJson(key)}: ${inertJson(value)}`] as const);
	const index = lines.findIndex(([key]) => key === "summary") + 1;
	const before = lines.slice(0, index).map(([, line]) => `${line},\n`);
	const after = lines.slice(index).map(([, line]) => `,\n${line}`);
	return [`{\n${before.join("")}`, `${after.join("")}\n}`];
}
