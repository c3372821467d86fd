import type { Finding } from "../../core/finding.ts";
import { severities } from "../../core/severity.ts";
import type { Snapshot } from "../../core/snapshot.ts";
import { outsideAws, placeOf } from "../places.ts";
import { counted } from "../text.ts";
import { escapeHtml } from "./escape.ts";
import { serviceName, serviceOf } from "./names.ts";
import { type FrameworkPosture, type Outcome, outcomesBy } from "./posture.ts";

interface Segment {
	readonly kind: string;
	readonly count: number;
}

/** Kind of a segment, and what it is called. */
type Legend = readonly (readonly [string, string])[];

const outcomeLegend: Legend = [
	["fail", "failing"],
	["indeterminate", "unknown"],
	["pass", "passing"],
	["suppressed", "suppressed"],
];
const severityLegend: Legend = severities.map((severity) => [severity, severity] as const);
const requirementLegend: Legend = [
	["fail", "failing"],
	["indeterminate", "unknown"],
	["pass", "passing"],
	["rest", "not assessed, or nothing to judge"],
];
/** At most so many rows; the filters reach all. */
const shownRows = 10;

/** A stacked bar; the numbers beside it are the text, the bar is decoration. */
export function bar(segments: readonly Segment[]): string {
	const total = segments.reduce((sum, segment) => sum + segment.count, 0);
	const parts = segments
		.filter((segment) => segment.count > 0)
		.map((segment) => `<i class="k-${segment.kind}" style="width:${((segment.count / total) * 100).toFixed(2)}%"></i>`);
	return `<div class="bar" aria-hidden="true">${parts.join("")}</div>`;
}

/** What the colours mean. */
export const legendOf = (legend: Legend): string =>
	`<p class="legend">${legend.map(([kind, text]) => `<span><i class="k-${kind}"></i>${text}</span>`).join("")}</p>`;

/** The bars of the page: by service, by place, by framework, and the resources that fail most. Panels without rows are left out. */
export function charts(snapshot: Snapshot, postures: readonly FrameworkPosture[]): string {
	const open = snapshot.findings.filter((finding) => finding.verdict === "fail" && finding.suppressedBy === undefined);
	return [
		panel("By service", services(snapshot.findings), outcomeLegend),
		panel("Failing by account and region", places(open), severityLegend),
		panel("Resources to mend first", worstResources(open), severityLegend),
		panel("Requirements by framework", postures.map(frameworkRow), requirementLegend),
	].join("");
}

const panel = (title: string, rows: readonly string[], legend: Legend): string => {
	if (rows.length === 0) return "";
	const rest = rows.length > shownRows ? `<p class="legend">and ${rows.length - shownRows} more</p>` : "";
	return `<div class="panel"><h3>${title}</h3><table class="bars">${rows.slice(0, shownRows).join("")}</table>${rest}${legendOf(legend)}</div>\n`;
};

function barRow(name: string, segments: readonly Segment[], text: string, filter: string, about = ""): string {
	const label = `<a href="#list" data-filter="${escapeHtml(filter)}">${escapeHtml(name)}</a>${about ? `<small>${escapeHtml(about)}</small>` : ""}`;
	return `<tr><th scope="row">${label}</th><td class="b">${bar(segments)}</td><td class="n">${escapeHtml(text)}</td></tr>`;
}

function services(findings: readonly Finding[]): string[] {
	const worstFirst = [...outcomesBy(findings, serviceOf)].sort((a, b) => b[1].fail - a[1].fail || (a[0] < b[0] ? -1 : 1));
	return worstFirst.map(([service, outcome]) =>
		barRow(
			serviceName(service),
			outcomeLegend.map(([kind]) => ({ kind, count: outcome[kind as keyof Outcome] })),
			outcomeText(outcome),
			query({ service, verdict: outcome.fail > 0 ? "fail" : outcome.indeterminate > 0 ? "indeterminate" : "all" }),
		),
	);
}

const outcomeText = ({ fail, indeterminate }: Outcome): string =>
	[...(fail > 0 ? [`${fail} failing`] : []), ...(indeterminate > 0 ? [`${indeterminate} unknown`] : [])].join(", ") || "none failing";

function places(open: readonly Finding[]): string[] {
	const byPlace = [...Map.groupBy(open, ({ resource }) => `${resource.account} ${resource.region}`).values()];
	return byPlace
		.sort((a, b) => b.length - a.length)
		.flatMap((group) => {
			const place = group[0]?.resource;
			if (!place) return [];
			const { account, region } = place;
			return [
				barRow(
					account === "-" ? outsideAws : `${account} / ${region}`,
					bySeverity(group),
					`${group.length} failing`,
					query({ account, region }),
				),
			];
		});
}

/** Resources with a critical or high failure, the worst first. */
function worstResources(open: readonly Finding[]): string[] {
	const serious = Map.groupBy(
		open.filter((finding) => finding.severity === "critical" || finding.severity === "high"),
		({ resource }) => resource.arn,
	);
	const criticals = (group: readonly Finding[]) => group.filter((finding) => finding.severity === "critical").length;
	return [...serious.values()]
		.sort((a, b) => criticals(b) - criticals(a) || b.length - a.length)
		.flatMap((group) => {
			const resource = group[0]?.resource;
			if (!resource) return [];
			const critical = criticals(group);
			const text = [
				...(critical > 0 ? [`${critical} critical`] : []),
				...(group.length > critical ? [`${group.length - critical} high`] : []),
			];
			const where = placeOf(resource);
			return [barRow(resource.name, bySeverity(group), text.join(", "), query({ q: resource.arn }), where)];
		});
}

const bySeverity = (group: readonly Finding[]): Segment[] =>
	severities.map((severity) => ({ kind: severity, count: group.filter((finding) => finding.severity === severity).length }));

function frameworkRow({ framework, counts }: FrameworkPosture): string {
	const judged = counts.fail + counts.indeterminate + counts.pass;
	const rest = counts.nothingToJudge + counts.notAssessed;
	return barRow(
		framework.title,
		[
			{ kind: "fail", count: counts.fail },
			{ kind: "indeterminate", count: counts.indeterminate },
			{ kind: "pass", count: counts.pass },
			{ kind: "rest", count: rest },
		],
		judged === 0 ? "none judged" : `${counts.fail} of ${counted(judged, "judged requirement")} fail`,
		query({ framework: framework.id }),
		framework.version,
	);
}

/** The filters that a link sets; all others are reset. */
export const query = (filters: Readonly<Record<string, string>>): string => new URLSearchParams(filters).toString();
