import type { Finding } from "../core/finding.ts";
import { explainUnread } from "../core/observed.ts";
import { scopeKey } from "../core/scope.ts";
import { type Severity, severities } from "../core/severity.ts";
import type { Snapshot } from "../core/snapshot.ts";
import type { Report, ReportStyle } from "./index.ts";
import { paint } from "./paint.ts";
import { printable } from "./text.ts";

/** At most so many resources are listed below a rule; the files have all. */
const shownPerRule = 8;

/** For people at a terminal: what fails, worst first, grouped by rule; then what is unknown, what is suppressed, and the sums. */
export const table: Report = function* (snapshot, style) {
	const { bold, dim } = paint(style.colour);
	yield `${bold("Parapet")} ${dim(`snapshot ${snapshot.id}`)}\n`;
	yield `${scopeLine(snapshot)}\n\n`;
	if (snapshot.summary.resources === 0 && snapshot.collectionErrors.length === 0) {
		yield "Nothing was found: there is no database, cluster or anything around them in this scope.\n";
		if (snapshot.findings.length === 0) return;
	}
	const open = snapshot.findings.filter((finding) => finding.verdict === "fail" && finding.suppressedBy === undefined);
	for (const severity of severities) {
		const findings = open.filter((finding) => finding.severity === severity);
		if (findings.length > 0) yield* section(severity, findings, style);
	}
	yield* unknown(snapshot, style);
	yield* suppressions(snapshot, style);
	yield* sums(snapshot, style);
};

function scopeLine({ scope, summary }: Snapshot): string {
	const accounts = new Set(scope.scopes.map((each) => each.account)).size;
	const regions = new Set(scope.scopes.map((each) => each.region)).size;
	return `${summary.resources} resources in ${counted(accounts, "account")}, ${counted(regions, "region")}; ${counted(summary.rules, "rule")}`;
}

function* section(severity: Severity, findings: readonly Finding[], style: ReportStyle): Generator<string> {
	const { bold, dim, severity: tint } = paint(style.colour);
	yield `${tint(severity, severity.toUpperCase())} ${dim(`${findings.length}`)}\n`;
	for (const [ruleId, group] of Map.groupBy(findings, (finding) => finding.ruleId)) {
		yield `  ${bold(clip(`${group[0]?.title}`, style.width - 2))}\n  ${dim(clip(ruleId, style.width - 2))}\n`;
		for (const finding of group.slice(0, shownPerRule)) {
			const { resource } = finding;
			yield `    ${clip(`${resource.account}/${resource.region}  ${printable(resource.name)}`, style.width - 4)}\n`;
			yield `${fold(printable(finding.detail), style.width, "      ")}\n`;
		}
		if (group.length > shownPerRule) yield dim(`    and ${group.length - shownPerRule} more\n`);
	}
	yield "\n";
}

function* unknown(snapshot: Snapshot, { colour, width }: ReportStyle): Generator<string> {
	const { bold, yellow } = paint(colour);
	const findings = snapshot.findings.filter((finding) => finding.verdict === "indeterminate" && finding.suppressedBy === undefined);
	if (findings.length === 0 && snapshot.collectionErrors.length === 0) return;
	yield `${yellow("UNKNOWN")} ${bold(`${findings.length} findings could not be judged`)}\n`;
	for (const error of snapshot.collectionErrors.slice(0, 10))
		yield `${fold(`${scopeKey(error.scope)}: ${printable(explainUnread(error))}`, width, "    ")}\n`;
	if (snapshot.collectionErrors.length > 10) yield `    and ${snapshot.collectionErrors.length - 10} more errors\n`;
	const reasons = Map.groupBy(
		findings.filter((finding) => !finding.resource.arn.endsWith(":*")),
		(finding) => printable(finding.detail),
	);
	const worst = [...reasons].sort((a, b) => b[1].length - a[1].length);
	for (const [detail, group] of worst.slice(0, 10)) yield `${fold(`${counted(group.length, "finding")}: ${detail}`, width, "    ")}\n`;
	if (worst.length > 10) yield `    and ${worst.length - 10} more reasons\n`;
	yield "\n";
}

function* suppressions(snapshot: Snapshot, { colour, width }: ReportStyle): Generator<string> {
	const { yellow, dim } = paint(colour);
	for (const each of snapshot.suppressions) {
		const about = `${printable(each.id)} (owner ${printable(each.owner)}, until ${each.expires})`;
		if (each.status === "expired") yield `${fold(yellow(`Suppression expired: ${about}; what it covered fails again.`), width, "")}\n`;
		if (each.status === "unused") yield `${fold(dim(`Suppression matches nothing: ${about}.`), width, "")}\n`;
	}
	if (snapshot.suppressions.some((each) => each.status !== "active")) yield "\n";
}

function* sums(snapshot: Snapshot, { colour }: ReportStyle): Generator<string> {
	const { bold, green, red, yellow, severity: tint } = paint(colour);
	const { verdicts, failing, suppressed } = snapshot.summary;
	const open = severities.reduce((sum, severity) => sum + failing[severity], 0);
	const parts = severities.flatMap((severity) => (failing[severity] > 0 ? [tint(severity, `${failing[severity]} ${severity}`)] : []));
	yield `${open > 0 ? red(`${open} failing`) : green("nothing failing")}${parts.length > 0 ? ` (${parts.join(", ")})` : ""}\n`;
	yield `${verdicts.pass} passing, ${verdicts.indeterminate > 0 ? yellow(`${verdicts.indeterminate} unknown`) : "0 unknown"}, ${suppressed} suppressed, ${verdicts.notApplicable} not applicable\n`;
	if (!snapshot.summary.complete) yield `${bold("This scan is incomplete")}: what could not be read is not known to be safe.\n`;
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

const clip = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, width - 1)}…`);

/** Breaks at spaces so that lines stay within the width; a single longer word (an ARN) stays whole. */
function fold(text: string, width: number, indent: string): string {
	const lines: string[] = [];
	let line = "";
	for (const word of text.split(" ")) {
		if (line && indent.length + line.length + 1 + word.length > width) {
			lines.push(indent + line);
			line = word;
		} else line = line ? `${line} ${word}` : word;
	}
	return [...lines, indent + line].join("\n");
}
