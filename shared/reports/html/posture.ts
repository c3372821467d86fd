import type { Finding } from "../../core/finding.ts";
import { kinds } from "../../core/kinds.ts";
import type { Snapshot } from "../../core/snapshot.ts";

/** How many findings of each outcome something has; suppressed failures count apart. */
export interface Outcome {
	fail: number;
	indeterminate: number;
	pass: number;
	suppressed: number;
}

/** Outcomes by a key of each finding, in the order of first appearance. */
export function outcomesBy(findings: readonly Finding[], keyOf: (finding: Finding) => string): Map<string, Outcome> {
	const outcomes = new Map<string, Outcome>();
	for (const finding of findings) {
		const key = keyOf(finding);
		const outcome = outcomes.get(key) ?? { fail: 0, indeterminate: 0, pass: 0, suppressed: 0 };
		if (finding.suppressedBy !== undefined) outcome.suppressed++;
		else if (finding.verdict !== "notApplicable") outcome[finding.verdict]++;
		outcomes.set(key, outcome);
	}
	return outcomes;
}

/** The AWS service that a finding is about. */
export const serviceOf = (finding: Finding): string => kinds[finding.resource.kind]?.service ?? finding.resource.kind.split(".")[0] ?? "";

/** Requirements of one framework by outcome. A requirement fails when one of its rules does, and is unknown when one is and none fails. */
export interface FrameworkPosture {
	readonly id: string;
	readonly title: string;
	readonly total: number;
	readonly fail: number;
	readonly indeterminate: number;
	readonly pass: number;
	/** Rules exist, but none had anything to judge in this scan. */
	readonly nothingToJudge: number;
	readonly notAssessed: number;
}

/** The posture for each framework of the snapshot. Suppressed failures still fail here: an auditor must see them. */
export function frameworkPostures(snapshot: Snapshot): FrameworkPosture[] {
	const worst = new Map<string, "fail" | "indeterminate" | "pass">();
	for (const { ruleId, verdict } of snapshot.findings) {
		if (verdict === "notApplicable" || worst.get(ruleId) === "fail") continue;
		if (verdict === "fail" || verdict === "indeterminate" || !worst.has(ruleId)) worst.set(ruleId, verdict);
	}
	return snapshot.frameworks.map((framework) => {
		const counts = { fail: 0, indeterminate: 0, pass: 0, nothingToJudge: 0, notAssessed: 0 };
		for (const requirement of framework.requirements) {
			const verdicts = requirement.rules.map((rule) => worst.get(rule));
			if (requirement.rules.length === 0) counts.notAssessed++;
			else if (verdicts.includes("fail")) counts.fail++;
			else if (verdicts.includes("indeterminate")) counts.indeterminate++;
			else if (verdicts.includes("pass")) counts.pass++;
			else counts.nothingToJudge++;
		}
		return { id: framework.id, title: `${framework.title} ${framework.version}`, total: framework.requirements.length, ...counts };
	});
}
