import type { Framework } from "../../shared/core/framework.ts";
import { code, generated, page, table, text } from "./markdown.ts";

/** `docs/frameworks.md`: what of each framework is assessed, by which rules, and what is not, and why. */
export function frameworksPage(frameworks: readonly Framework[]): string {
	return page([
		generated("npm run docs"),
		"# Frameworks",
		"What the rules say about the requirements of each framework. A rule assesses a requirement in whole or in part: it is evidence for an auditor, not the auditor's opinion. A requirement that no rule assesses says why; no report counts it as met. Titles are in our own words; the official text is at the source.",
		table(
			["Framework", "Version", "Requirements", "Assessed", "Not assessed", "Rules"],
			frameworks.map((framework) => {
				const assessed = framework.requirements.filter((requirement) => requirement.rules.length > 0);
				return [
					`[${text(framework.title)}](#${framework.id})`,
					text(framework.version),
					String(framework.requirements.length),
					String(assessed.length),
					String(framework.requirements.length - assessed.length),
					String(new Set(assessed.flatMap((requirement) => requirement.rules)).size),
				];
			}),
		),
		...frameworks.flatMap((framework) => [
			`## ${framework.id}`,
			`${text(framework.title)}, ${text(framework.version)}. Source: <${framework.source}>`,
			table(
				["Requirement", "", "Assessed by"],
				framework.requirements.map(({ id, title, rules, unassessed }) => [
					text(id),
					text(title),
					rules.length > 0 ? assessedBy(rules) : `Not assessed. ${text(unassessed ?? "")}`,
				]),
			),
		]),
	]);
}

/** Few rules are shown at once, many behind their number. */
function assessedBy(rules: readonly string[]): string {
	const list = rules.map(rule).join(", ");
	return rules.length <= 5 ? list : `<details><summary>${rules.length} rules</summary>${list}</details>`;
}

const rule = (id: string): string => `[${code(id)}](rules.md#${id})`;
