import { createHash } from "node:crypto";
import { explainUnread } from "../core/observed.ts";
import { scopeKey } from "../core/scope.ts";
import { severities } from "../core/severity.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { pageData } from "./html/data.ts";
import { escapeHtml, scriptJson } from "./html/escape.ts";
import { frameworkPostures, type Outcome, outcomesBy, serviceOf } from "./html/posture.ts";
import { script } from "./html/script.ts";
import { style } from "./html/style.ts";
import type { Report } from "./index.ts";

/**
 * One self-contained page: it opens from a file, loads nothing, and its content security policy allows only its own script. Numbers and charts are
 * there without JavaScript; the list of findings is built by the script.
 */
export const html: Report = function* (snapshot) {
	const { summary } = snapshot;
	const hash = createHash("sha256").update(script).digest("base64");
	yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<title>Parapet: ${escapeHtml(snapshot.id)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#list">Skip to the findings</a>
<header>
<h1>Database security posture</h1>
<p>${escapeHtml(scopeText(snapshot))}<br><time datetime="${escapeHtml(snapshot.finishedAt)}">${escapeHtml(readableTime(snapshot.finishedAt))}</time> · ${summary.resources} resources · ${summary.rules} rules · snapshot ${escapeHtml(snapshot.id)}</p>
<button id="theme" type="button">Light / dark</button>
</header>
<main>
`;
	yield* unreadBanner(snapshot);
	yield* suppressionBanner(snapshot);
	yield cards(snapshot);
	yield `<section aria-label="Charts" class="panels">\n${services(snapshot)}${places(snapshot)}${frameworks(snapshot)}</section>\n`;
	yield findingsSection;
	yield `</main>\n<footer>${escapeHtml(snapshot.generator)} · unknown is never a pass: what could not be read is counted apart · press / to search</footer>\n`;
	yield `<script type="application/json" id="data">${scriptJson(pageData(snapshot))}</script>\n<script>${script}</script>\n</body>\n</html>\n`;
};

const readableTime = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;

function scopeText({ scope }: Snapshot): string {
	const accounts = [...new Set(scope.scopes.map((each) => each.account))];
	const regions = [...new Set(scope.scopes.map((each) => each.region))];
	const few = (items: readonly string[], word: string) => (items.length > 4 ? `${items.length} ${word}s` : items.join(", "));
	const filters = [scope.services, scope.rules, scope.frameworks].flatMap((each) => each ?? []);
	return `${few(accounts, "account")} · ${few(regions, "region")}${filters.length > 0 ? ` · only ${filters.join(", ")}` : ""}`;
}

function* unreadBanner({ collectionErrors, summary }: Snapshot): Generator<string> {
	if (summary.complete) return;
	const lines = collectionErrors.slice(0, 12).map((error) => `<li>${escapeHtml(`${scopeKey(error.scope)}: ${explainUnread(error)}`)}</li>`);
	if (collectionErrors.length > 12) lines.push(`<li>and ${collectionErrors.length - 12} more</li>`);
	yield `<div class="banner" role="note"><b>This scan is incomplete.</b> ${summary.verdicts.indeterminate} findings could not be judged; what could not be read is not known to be safe. <a href="#list" data-filter="verdict=indeterminate">Show them</a>${lines.length > 0 ? `<ul>${lines.join("")}</ul>` : ""}</div>\n`;
}

function* suppressionBanner({ suppressions }: Snapshot): Generator<string> {
	const expired = suppressions.filter((each) => each.status === "expired");
	if (expired.length === 0) return;
	const lines = expired.map(
		(each) => `<li>${escapeHtml(`${each.id} (owner ${each.owner}, expired ${each.expires}): ${each.reason}`)}</li>`,
	);
	yield `<div class="banner" role="note"><b>Suppressions have expired.</b> What they covered counts as failing again.<ul>${lines.join("")}</ul></div>\n`;
}

function cards({ summary }: Snapshot): string {
	const judged = summary.verdicts.pass + summary.verdicts.fail;
	const card = (kind: string, value: string | number, text: string, filter: string) =>
		`<div class="card ${kind}"><b>${value}</b><span>${filter ? `<a href="#list" data-filter="${filter}">${text}</a>` : text}</span></div>`;
	return `<section aria-label="Posture at a glance"><h2>Posture at a glance</h2><div class="cards">
${severities
	.filter((severity) => severity !== "informational" || summary.failing.informational > 0)
	.map((severity) => card(severity, summary.failing[severity], `${severity} failing`, `severity=${severity}`))
	.join("\n")}
${card("unknown", summary.verdicts.indeterminate, "unknown", "verdict=indeterminate")}
${card("", summary.suppressed, "suppressed", "verdict=suppressed")}
${card("pass", judged === 0 ? "–" : `${Math.floor((summary.verdicts.pass / judged) * 100)}%`, `passing (${summary.verdicts.pass} of ${judged} judged)`, "verdict=pass")}
</div></section>\n`;
}

interface Segment {
	readonly kind: string;
	readonly count: number;
}

/** A stacked bar as a table row: the numbers are text, the bar is decoration. */
function barRow(name: string, segments: readonly Segment[], text: string, filter?: string): string {
	const total = segments.reduce((sum, segment) => sum + segment.count, 0);
	const parts = segments
		.filter((segment) => segment.count > 0)
		.map((segment) => `<i class="k-${segment.kind}" style="width:${((segment.count / total) * 100).toFixed(2)}%"></i>`);
	const label = filter ? `<a href="#list" data-filter="${escapeHtml(filter)}">${escapeHtml(name)}</a>` : escapeHtml(name);
	return `<tr><th scope="row">${label}</th><td><div class="bar" aria-hidden="true">${parts.join("")}</div></td><td class="n">${escapeHtml(text)}</td></tr>`;
}

const panel = (title: string, rows: readonly string[], legend: readonly (readonly [string, string])[]): string =>
	rows.length === 0
		? ""
		: `<div class="panel"><h3>${title}</h3><table class="bars">${rows.join("")}</table><p class="legend">${legend.map(([kind, text]) => `<i class="k-${kind}"></i>${text}`).join("")}</p></div>\n`;

const outcomeLegend = [
	["fail", "failing"],
	["indeterminate", "unknown"],
	["pass", "passing"],
	["suppressed", "suppressed"],
] as const;

const outcomeRow = (name: string, outcome: Outcome, filter: string): string =>
	barRow(
		name,
		outcomeLegend.map(([kind]) => ({ kind, count: outcome[kind] })),
		`${outcome.fail} failing${outcome.indeterminate > 0 ? `, ${outcome.indeterminate} unknown` : ""}`,
		filter,
	);

const worstFirst = (outcomes: ReadonlyMap<string, Outcome>): [string, Outcome][] =>
	[...outcomes].sort((a, b) => b[1].fail - a[1].fail || (a[0] < b[0] ? -1 : 1));

function services({ findings }: Snapshot): string {
	const rows = worstFirst(outcomesBy(findings, serviceOf)).map(([service, outcome]) => outcomeRow(service, outcome, `service=${service}`));
	return panel("By service", rows, outcomeLegend);
}

function places({ findings }: Snapshot): string {
	const open = findings.filter((finding) => finding.verdict === "fail" && finding.suppressedBy === undefined);
	const byPlace = [...Map.groupBy(open, (finding) => `${finding.resource.account} / ${finding.resource.region}`)].sort(
		(a, b) => b[1].length - a[1].length,
	);
	const rows = byPlace.slice(0, 12).map(([place, group]) =>
		barRow(
			place,
			severities.map((severity) => ({ kind: severity, count: group.filter((finding) => finding.severity === severity).length })),
			`${group.length} failing`,
		),
	);
	return panel(
		"Failing by severity, account and region",
		rows,
		severities.map((severity) => [severity, severity] as const),
	);
}

function frameworks(snapshot: Snapshot): string {
	const rows = frameworkPostures(snapshot).map((posture) =>
		barRow(
			posture.title,
			[
				{ kind: "fail", count: posture.fail },
				{ kind: "indeterminate", count: posture.indeterminate },
				{ kind: "pass", count: posture.pass },
				{ kind: "rest", count: posture.nothingToJudge + posture.notAssessed },
			],
			`${posture.fail} of ${posture.fail + posture.indeterminate + posture.pass} fail; ${posture.nothingToJudge + posture.notAssessed} not assessed`,
			`framework=${posture.id}`,
		),
	);
	return panel("Requirements by framework", rows, [
		["fail", "failing"],
		["indeterminate", "unknown"],
		["pass", "passing"],
		["rest", "not assessed"],
	]);
}

const select = (id: string, label: string, options: readonly (readonly [string, string])[]): string =>
	`<label for="f-${id}">${label}</label><select id="f-${id}">${options.map(([value, text]) => `<option value="${value}">${text}</option>`).join("")}</select>`;

const findingsSection = `<section id="list" aria-label="Findings"><h2>Findings</h2>
<noscript><p class="banner">The list needs JavaScript. The same findings are in findings.csv and snapshot.json.</p></noscript>
<div class="filters">
<label for="f-search">Search</label><input id="f-search" type="search" placeholder="Search rule, resource, tag, text  ( / )" autocomplete="off">
${select("verdict", "Verdict", [
	["fail", "Failing"],
	["indeterminate", "Unknown"],
	["suppressed", "Suppressed"],
	["pass", "Passing"],
	["all", "All verdicts"],
])}
${select("severity", "Severity", [["", "Any severity"], ...severities.map((severity) => [severity, severity] as const)])}
${select("service", "Service", [["", "Any service"]])}
${select("account", "Account", [["", "Any account"]])}
${select("region", "Region", [["", "Any region"]])}
${select("framework", "Framework", [["", "Any framework"]])}
<button id="reset" type="button">Reset</button>
</div>
<p id="count" aria-live="polite"></p>
<div id="findings"></div>
</section>
`;
