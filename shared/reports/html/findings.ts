import { severities } from "../../core/severity.ts";

const select = (id: string, label: string, options: readonly (readonly [string, string])[]): string =>
	`<label for="f-${id}">${label}</label><select id="f-${id}">${options.map(([value, text]) => `<option value="${value}">${text}</option>`).join("")}</select>`;

/** The filters and the place where the script builds the list. */
export const findingsSection = `<section id="list" aria-label="Findings"><h2 id="findings-title" tabindex="-1">Findings</h2>
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
<p id="count" role="status"></p>
<div id="findings"></div>
</section>
`;
