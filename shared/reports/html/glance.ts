import { explainUnread } from "../../core/observed.ts";
import { scopeText } from "../../core/scope.ts";
import { severities } from "../../core/severity.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { placeOf } from "../places.ts";
import { counted } from "../text.ts";
import { bar, legendOf, query } from "./charts.ts";
import { escapeHtml } from "./escape.ts";

/** What the reader must know before the numbers: what could not be read, what has expired, that there is nothing. */
export function* banners({ collectionErrors, summary, suppressions, findings }: Snapshot): Generator<string> {
	if (findings.length === 0 && collectionErrors.length === 0)
		yield note("Nothing to judge.", " There is no database, cluster or anything around them in this scope.", []);
	if (!summary.complete) {
		const errors = [...Map.groupBy(collectionErrors, explainUnread)];
		const lines = errors
			.slice(0, 8)
			.map(([text, group]) => `${group.length === 1 && group[0] ? scopeText(group[0].scope) : counted(group.length, "scope")}: ${text}`);
		if (errors.length > 8) lines.push(`and ${errors.length - 8} more`);
		yield note(
			"This scan is incomplete.",
			` ${counted(summary.verdicts.indeterminate, "finding")} could not be judged; what could not be read is not known to be safe. <a href="#list" data-filter="verdict=indeterminate">Show what is unknown</a>`,
			lines,
		);
	}
	const expired = suppressions.filter((each) => each.status === "expired");
	if (expired.length > 0)
		yield note(
			"Suppressions have expired.",
			" What they covered counts as failing again.",
			expired.map((each) => `${each.id} (owner ${each.owner}, expired ${each.expires}): ${each.reason}`),
		);
}

const note = (title: string, html: string, lines: readonly string[]): string =>
	`<div class="banner" role="note"><b>${title}</b>${html}${lines.length > 0 ? `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>` : ""}</div>\n`;

/** The numbers of the summary, and one bar over all findings. */
export function cards({ summary, findings }: Snapshot): string {
	const { failing, verdicts, suppressed } = summary;
	const judged = verdicts.pass + verdicts.fail;
	const card = (kind: string, value: string | number, text: string, filters: Readonly<Record<string, string>>) =>
		`<div class="card ${kind}${value === 0 ? " zero" : ""}"><b>${value}</b><a href="#list" data-filter="${escapeHtml(query(filters))}">${text}</a></div>`;
	const all = [
		...severities.map((severity) => ({ kind: severity, count: failing[severity] })),
		{ kind: "indeterminate", count: findings.filter((finding) => finding.verdict === "indeterminate" && !finding.suppressedBy).length },
		{ kind: "pass", count: verdicts.pass },
		{ kind: "suppressed", count: findings.filter((finding) => finding.suppressedBy !== undefined).length },
	];
	return `<section aria-label="Posture at a glance"><h2>Posture at a glance</h2><div class="cards">
${severities
	.filter((severity) => severity !== "informational" || failing.informational > 0)
	.map((severity) => card(severity, failing[severity], `${severity} failing`, { severity, verdict: "fail" }))
	.join("\n")}
${card("unknown", verdicts.indeterminate, "unknown", { verdict: "indeterminate" })}
${card("", suppressed, "failing, suppressed", { verdict: "suppressed" })}
${card("pass", judged === 0 ? "–" : `${Math.floor((verdicts.pass / judged) * 100)}%`, `passing: ${verdicts.pass} of ${judged} judged`, { verdict: "pass" })}
</div>
${findings.length === 0 ? "" : `<div class="panel whole">${bar(all)}${legendOf([...severities.map((severity) => [severity, severity] as const), ["indeterminate", "unknown"], ["pass", "passing"], ["suppressed", "suppressed"]])}</div>`}
</section>\n`;
}

/** The worst rules that are violated, with what was found; so that a printed first page names them. */
export function topRisks({ findings }: Snapshot): string {
	const open = findings.filter(
		(finding) =>
			finding.verdict === "fail" && finding.suppressedBy === undefined && (finding.severity === "critical" || finding.severity === "high"),
	);
	if (open.length === 0) return "";
	// Each resource is named once: one open security group violates several rules, and the list is short.
	const named = new Set<string>();
	const rows = [...Map.groupBy(open, (finding) => finding.ruleId)].flatMap(([ruleId, group]) => {
		const first = group.find((finding) => !named.has(finding.resource.arn));
		if (!first || named.size >= 8) return [];
		named.add(first.resource.arn);
		const others = group.length > 1 ? ` and ${group.length - 1} more` : "";
		const where = `${placeOf(first.resource)}${others}`;
		return [
			`<li><span class="tag t-${first.severity}">${first.severity}</span><span><a href="#list" data-filter="${escapeHtml(query({ q: ruleId }))}">${escapeHtml(first.detail)}</a> <small>${escapeHtml(where)}</small></span></li>`,
		];
	});
	return `<section aria-label="Top risks"><h2>Top risks</h2><ol class="panel risks">${rows.join("\n")}</ol></section>\n`;
}
