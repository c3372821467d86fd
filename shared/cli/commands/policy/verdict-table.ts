import { severityRank } from "../../../core/severity.ts";
import { severityOfResult } from "../../../policies/rules.ts";
import { paint } from "../../../reports/paint.ts";
import { printable } from "../../../reports/text.ts";
import type { Judged } from "../../../runtime/opa/dry-run.ts";
import { colours, type Terminal } from "../../terminal.ts";

const columns = ["pass", "fail", "indeterminate", "notApplicable", "error"] as const;
const titles = { pass: "pass", fail: "fail", indeterminate: "indeterminate", notApplicable: "n/a", error: "error" };

/** How many documents each policy passes, fails and leaves open. */
export function verdictTable(judged: readonly Judged[]): string {
	const byPolicy = Map.groupBy(judged, ({ policy }) => policy.package);
	const width = Math.max("policy".length, ...[...byPolicy.keys()].map((name) => name.length));
	const row = (name: string, cells: readonly string[]) => `${name.padEnd(width)}  ${cells.join("  ")}\n`;
	const head = columns.map((column) => titles[column]);
	return [
		row("policy", head),
		...[...byPolicy].map(([name, verdicts]) =>
			row(
				printable(name),
				columns.map((column) => String(verdicts.filter(({ verdict }) => verdict === column).length).padStart(titles[column].length)),
			),
		),
	].join("");
}

/** Lines of an estate that are shown of each policy. */
const most = 20;

/** What the policies say of an estate: the worst first, and what they could not judge. */
export function said(judged: readonly Judged[], { stdout, environment }: Terminal): string[] {
	const { bold, severity } = paint(colours(stdout, environment));
	return [...Map.groupBy(judged, ({ policy }) => policy)].flatMap(([policy, verdicts]) => {
		const failing = verdicts
			.flatMap(({ results }) => results.map((result) => ({ severity: severityOfResult(result, policy.severity), text: result.msg })))
			.toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity))
			.map((each) => `  ${severity(each.severity, each.severity.padEnd(13))}  ${printable(each.text)}`);
		const open = verdicts
			.filter(({ verdict }) => verdict === "indeterminate" || verdict === "error")
			.map(({ verdict, document, reason }) => `  ${verdict.padEnd(13)}  ${printable(document.name)}: ${printable(reason ?? "")}`);
		const lines = [...failing, ...open];
		if (lines.length === 0) return [];
		const more = lines.length > most ? [`  and ${lines.length - most} more`] : [];
		return [`\n${bold(printable(policy.package))}\n`, ...[...lines.slice(0, most), ...more].map((line) => `${line}\n`)];
	});
}
