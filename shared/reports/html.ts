import { createHash } from "node:crypto";
import type { Snapshot } from "../core/snapshot.ts";
import { charts } from "./html/charts.ts";
import { pageData } from "./html/data.ts";
import { escapeHtml } from "./html/escape.ts";
import { estateSection } from "./html/estate.ts";
import { findingsSection } from "./html/findings.ts";
import { banners, cards, topRisks } from "./html/glance.ts";
import { frameworkPostures } from "./html/posture.ts";
import { requirementTables } from "./html/requirements.ts";
import { script } from "./html/script.ts";
import { style } from "./html/style.ts";
import type { Report } from "./index.ts";
import { placePhrases } from "./places.ts";
import { counted } from "./text.ts";

/**
 * One self-contained page: it opens from a file, loads nothing, and its content security policy allows only its own script. Numbers and charts are
 * there without JavaScript; the list of findings is built by the script.
 */
export const html: Report = function* (snapshot) {
	const hash = createHash("sha256").update(script).digest("base64");
	const postures = frameworkPostures(snapshot);
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
<button id="theme" type="button" aria-label="Switch between light and dark">Light / dark</button>
<p>${escapeHtml(scopeText(snapshot))}<br>${meta(snapshot)}</p>
</header>
<main>
`;
	yield* banners(snapshot);
	yield cards(snapshot);
	yield topRisks(snapshot);
	const panels = charts(snapshot, postures);
	if (panels) yield `<section aria-label="Charts"><h2>Where</h2><div class="panels">\n${panels}</div></section>\n`;
	yield* estateSection(snapshot);
	yield* requirementTables(postures);
	yield findingsSection;
	yield `</main>\n<footer>${escapeHtml(snapshot.generator)} · unknown is never a pass: what could not be read is counted apart<span class="keys"> · press / to search</span></footer>\n<script type="application/json" id="data">`;
	yield* pageData(snapshot);
	yield `</script>\n<script>${script}</script>\n</body>\n</html>\n`;
};

const meta = ({ finishedAt, summary, id }: Snapshot): string =>
	`<time datetime="${escapeHtml(finishedAt)}">${escapeHtml(`${finishedAt.slice(0, 16).replace("T", " ")} UTC`)}</time> · ${counted(summary.resources, "resource")} · ${counted(summary.rules, "rule")} · snapshot ${escapeHtml(id)}`;

function scopeText({ scope }: Snapshot): string {
	const few = (items: readonly string[], word: string) =>
		items.length > 4 ? `${items.length} ${word}s` : `${word}${items.length === 1 ? "" : "s"} ${items.join(", ")}`;
	const filters = [scope.services, scope.rules, scope.frameworks, scope.severity && [`${scope.severity} and worse`]].flatMap(
		(each) => each ?? [],
	);
	const only = filters.length > 6 ? `${filters.slice(0, 6).join(", ")} and ${filters.length - 6} more` : filters.join(", ");
	return `${placePhrases(scope, few).join(" · ")}${only ? ` · only ${only}` : ""}`;
}
