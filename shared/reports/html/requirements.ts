import { counted } from "../text.ts";
import { query } from "./charts.ts";
import { escapeHtml } from "./escape.ts";
import type { FrameworkPosture, RequirementPosture, RequirementVerdict } from "./posture.ts";

const words: Readonly<Record<RequirementVerdict, readonly [kind: string, word: string]>> = {
	fail: ["high", "Fails"],
	indeterminate: ["indeterminate", "Unknown"],
	pass: ["pass", "Passes"],
	nothingToJudge: ["suppressed", "Nothing to judge"],
	notAssessed: ["suppressed", "Not assessed"],
};

/** A table for each framework, closed until it is asked for: every requirement with its verdict, or the reason why it has none. */
export function* requirementTables(postures: readonly FrameworkPosture[]): Generator<string> {
	if (postures.length === 0) return;
	yield `<section id="frameworks" aria-label="Frameworks"><h2>Frameworks</h2>\n<p class="hint">Each requirement with what this scan says of it. A requirement that passes here passes as far as its rules see; suppressed failures count as failures.</p>\n`;
	for (const { framework, requirements, counts } of postures) {
		const sums = [
			`${counts.fail} fail`,
			`${counts.indeterminate} unknown`,
			`${counts.pass} pass`,
			`${counts.nothingToJudge} nothing to judge`,
			`${counts.notAssessed} not assessed`,
		];
		yield `<details class="group"><summary><span><b>${escapeHtml(framework.title)}</b> <small>${escapeHtml(framework.version)}</small></span><span class="n">${sums.join(" · ")}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(framework.title)}"><table class="requirements"><thead><tr><th scope="col">Requirement</th><th scope="col">Verdict</th><th scope="col">Why</th></tr></thead><tbody>\n`;
		for (const posture of requirements) yield row(framework.id, posture);
		yield "</tbody></table></div></details>\n";
	}
	yield "</section>\n";
}

function row(framework: string, posture: RequirementPosture): string {
	const [kind, word] = words[posture.verdict];
	const { id, title } = posture.requirement;
	const name = `<b>${escapeHtml(id)}</b> ${escapeHtml(title)}`;
	return `<tr><th scope="row">${name}</th><td><span class="tag t-${kind}">${word}</span></td><td>${why(framework, posture)}</td></tr>\n`;
}

function why(framework: string, { requirement, verdict, failing, suppressed, unknown, passing, ran }: RequirementPosture): string {
	if (verdict === "notAssessed") return escapeHtml(requirement.unassessed ?? "No rule assesses it.");
	if (ran === 0) return "None of its rules was part of this scan.";
	if (verdict === "nothingToJudge") return `${counted(ran, "rule")} found no resource to judge.`;
	const parts = [
		...(failing > 0
			? [`${counted(failing, "finding")} ${failing === 1 ? "fails" : "fail"}${suppressed > 0 ? ` (${suppressed} suppressed)` : ""}`]
			: []),
		...(unknown > 0 ? [`${unknown} unknown`] : []),
		...(passing > 0 ? [`${passing} ${failing > 0 || unknown > 0 ? "pass" : passing === 1 ? "finding passes" : "findings pass"}`] : []),
	];
	const filter = query({ q: `${framework}:${requirement.id}`, verdict: "all" });
	return `<a href="#list" data-filter="${escapeHtml(filter)}">${parts.join(", ")}</a> (${counted(ran, "rule")})${verdict === "pass" && requirement.unassessed ? `; ${escapeHtml(requirement.unassessed)}` : ""}`;
}
