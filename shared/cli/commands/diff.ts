import { type Change, changes, type Difference, type Drift } from "../../core/diff.ts";
import { ConfigError } from "../../core/errors.ts";
import { driftBetween } from "../../core/history/history.ts";
import { paint } from "../../reports/paint.ts";
import { printable } from "../../reports/text.ts";
import { readSnapshot } from "../../runtime/snapshot-file.ts";
import { parseArguments } from "../arguments.ts";
import type { Command } from "../help.ts";
import { colours, type Terminal, write } from "../terminal.ts";

const options = {
	format: { type: "string", value: "FORMAT", help: "text (default) or json.", allowed: ["text", "json"] },
	"fail-on-new": {
		type: "boolean",
		help: "Exit with 3 when something is new, worse or reopened, and with 2 when something became unreadable.",
	},
} as const;

const meaning: Record<Change, string> = {
	new: "fails now, did not before",
	worse: "still fails, with a higher severity",
	reopened: "fails again, or its suppression no longer holds",
	resolved: "passes now",
	gone: "the resource is no longer there, or the rule no longer applies to it",
	unreadable: "could not be judged this time",
	better: "still fails, with a lower severity",
};

/** `parapet diff`. */
export const diff: Command = {
	name: "diff",
	summary: "Show what changed between two snapshots",
	usage: ["diff OLD NEW [--format json] [--fail-on-new]"],
	about:
		"OLD and NEW are snapshots, directories of scans, or s3:// addresses of published snapshots. A failure counts as resolved only when the rule now passes; when its resource could not be read, it is listed as unreadable: an outage never resolves anything.",
	options,
	examples: [
		["what changed since yesterday", "parapet diff parapet-out/20260101T030405Z-0a1b2c3d parapet-out/20260102T030405Z-4e5f6a7b"],
		["in CI: only new failures count", "parapet diff baseline.json snapshot.json --fail-on-new"],
	],
	async run(args, terminal) {
		const { values, positionals } = parseArguments(args, options, "diff");
		const [before, after, surplus] = positionals;
		if (!before || !after || surplus) throw new ConfigError("Name two snapshots: parapet diff OLD NEW");
		const drift = driftBetween(await readSnapshot(before, terminal.environment), await readSnapshot(after, terminal.environment));
		await write(terminal.stdout, values.format === "json" ? [`${JSON.stringify(drift, null, 2)}\n`] : text(drift, terminal));
		if (!values["fail-on-new"]) return 0;
		if (drift.counts.new + drift.counts.worse + drift.counts.reopened > 0) return 3;
		return drift.counts.unreadable > 0 ? 2 : 0;
	},
};

function* text(drift: Drift, terminal: Terminal): Generator<string> {
	const { bold, severity } = paint(colours(terminal.stdout, terminal.environment));
	for (const change of changes) {
		const entries = drift.differences.filter((entry) => entry.change === change);
		if (entries.length === 0) continue;
		yield `${bold(`${change}: ${entries.length}`)} (${meaning[change]})\n`;
		for (const entry of entries) yield line(entry, severity);
		yield "\n";
	}
	const total = drift.differences.length;
	yield total === 0
		? `Nothing changed; ${drift.unchanged} findings are as they were.\n`
		: `${total} changes, ${drift.unchanged} findings unchanged.\n`;
}

function line(entry: Difference, severity: ReturnType<typeof paint>["severity"]): string {
	const finding = entry.after ?? entry.before;
	if (!finding) return "";
	const { resource } = finding;
	const place = `${resource.account}/${resource.region} ${printable(resource.name)}`;
	return `  ${severity(finding.severity, finding.severity.padEnd(13))} ${finding.ruleId}  ${place}\n    ${printable(finding.detail)}\n`;
}
