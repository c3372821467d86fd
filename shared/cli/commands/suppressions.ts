import { stringify } from "yaml";
import { ConfigError } from "../../core/errors.ts";
import type { AnyRule } from "../../core/rule.ts";
import { compilePattern } from "../../core/suppression.ts";
import { rules } from "../../rules/index.ts";
import { readData } from "../../runtime/files.ts";
import { importMutelist } from "../../runtime/mutelist.ts";
import { readSuppressions } from "../../runtime/suppression-file.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { type Terminal, write } from "../terminal.ts";

const options = {
	owner: { type: "string", value: "NAME", help: "import: who answers for the suppressions." },
	expires: { type: "string", value: "DATE", help: "import: the date from which they no longer hold, e.g. 2027-01-31." },
} as const;

/** `parapet suppressions check|import`. */
export const suppressions: Command = {
	name: "suppressions",
	summary: "Check a suppression file, or convert a Prowler mutelist into one",
	usage: ["suppressions check FILE", "suppressions import MUTELIST --owner NAME --expires DATE"],
	about:
		"A suppression is a decision not to act, scoped by rule, account, region, resource and tag, with an owner, a reason and an expiry. Patterns are globs (`prod-*`) or regular expressions between slashes. It never changes a verdict, and once it has expired it is reported.",
	options,
	examples: [
		["is the file in order, and what has expired", "parapet suppressions check suppressions.yaml"],
		["move over from Prowler", "parapet suppressions import mutelist.yaml --owner security --expires 2027-01-31 > suppressions.yaml"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "suppressions");
		const [action, path, surplus] = positionals;
		if (!path || surplus || (action !== "check" && action !== "import"))
			throw new ConfigError("Say what to do with which file: parapet suppressions check FILE, or import MUTELIST");
		return action === "check" ? check(path, terminal) : convert(path, values, terminal);
	},
};

async function check(path: string, terminal: Terminal): Promise<number> {
	const list = await readSuppressions(path);
	const ids = rules.map((rule) => rule.id);
	const expired = list.filter((entry) => Date.parse(entry.expires) <= terminal.now());
	const idle = list.flatMap((entry) =>
		(entry.rules ?? [])
			.filter((pattern) => !ids.some(compilePattern(pattern)))
			.map((pattern) => `${entry.id}: no rule matches "${pattern}"`),
	);
	const lines = [
		...expired.map((entry) => `expired ${entry.expires}: ${entry.id} (owner ${entry.owner})`),
		...idle,
		`${list.length} suppressions, ${expired.length} expired, ${idle.length} with a rule pattern that matches nothing`,
	];
	await write(terminal.stdout, [`${lines.join("\n")}\n`]);
	return expired.length + idle.length > 0 ? 3 : 0;
}

async function convert(path: string, values: { owner?: string; expires?: string }, terminal: Terminal): Promise<number> {
	const { owner, expires } = values;
	if (!owner || !expires)
		throw new ConfigError("A mutelist has no owner and no expiry: give both, e.g. --owner security --expires 2027-01-31");
	if (!/^\d{4}-\d{2}-\d{2}/.test(expires) || Number.isNaN(Date.parse(expires)))
		throw new ConfigError(`--expires must be a date such as 2027-01-31, not "${expires}".`);
	const imported = importMutelist(await readData(path), path, { owner, expires, rules: rules as readonly AnyRule[] });
	await write(terminal.stdout, [stringify({ suppressions: imported.suppressions })]);
	await write(
		terminal.stderr,
		imported.notes.map((note) => `${note}\n`),
	);
	return 0;
}
