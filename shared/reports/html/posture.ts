import type { Finding } from "../../core/finding.ts";
import type { Framework, Requirement } from "../../core/framework.ts";
import type { Snapshot } from "../../core/snapshot.ts";

/** How many findings of each outcome something has; suppressed ones count apart. */
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

/** What a scan says of a requirement; `nothingToJudge`: rules exist, but none had a resource to judge. */
export type RequirementVerdict = "fail" | "indeterminate" | "pass" | "nothingToJudge" | "notAssessed";

/** One requirement with its verdict. */
export interface RequirementPosture {
	readonly requirement: Requirement;
	readonly verdict: RequirementVerdict;
	/** Failing findings of its rules, suppressed ones included. */
	readonly failing: number;
	readonly suppressed: number;
	readonly unknown: number;
	readonly passing: number;
	/** Rules of the requirement that ran in this scan. */
	readonly ran: number;
}

/** The requirements of one framework, and how many have each verdict. */
export interface FrameworkPosture {
	readonly framework: Framework;
	readonly requirements: readonly RequirementPosture[];
	readonly counts: Readonly<Record<RequirementVerdict, number>>;
}

interface Tally {
	fail: number;
	suppressed: number;
	indeterminate: number;
	pass: number;
}

const noTally: Readonly<Tally> = { fail: 0, suppressed: 0, indeterminate: 0, pass: 0 };

/**
 * The posture for each framework of the snapshot. A requirement fails when one of its rules does, and is unknown when one is and none fails. Suppressed
 * failures still fail here: an auditor must see them.
 */
export function frameworkPostures(snapshot: Snapshot): FrameworkPosture[] {
	const tallies = new Map<string, Tally>();
	for (const { frameworks, verdict, suppressedBy } of snapshot.findings) {
		if (verdict === "notApplicable") continue;
		for (const [framework, requirements] of Object.entries(frameworks)) {
			for (const requirement of requirements) {
				const key = `${framework}\n${requirement}`;
				const tally = tallies.get(key) ?? { fail: 0, suppressed: 0, indeterminate: 0, pass: 0 };
				tally[verdict]++;
				if (verdict === "fail" && suppressedBy !== undefined) tally.suppressed++;
				tallies.set(key, tally);
			}
		}
	}
	const ran = new Set(snapshot.rules.map((rule) => rule.id));
	return snapshot.frameworks.map((framework) => {
		const counts: Record<RequirementVerdict, number> = { fail: 0, indeterminate: 0, pass: 0, nothingToJudge: 0, notAssessed: 0 };
		const requirements = framework.requirements.map((requirement): RequirementPosture => {
			const { fail, suppressed, indeterminate, pass } = tallies.get(`${framework.id}\n${requirement.id}`) ?? noTally;
			const of = { failing: fail, suppressed, unknown: indeterminate, passing: pass };
			const verdict = verdictOf(requirement, of.failing, of.unknown, of.passing);
			counts[verdict]++;
			return { requirement, verdict, ...of, ran: requirement.rules.filter((rule) => ran.has(rule)).length };
		});
		return { framework, requirements, counts };
	});
}

function verdictOf(requirement: Requirement, failing: number, unknown: number, passing: number): RequirementVerdict {
	if (requirement.rules.length === 0) return "notAssessed";
	if (failing > 0) return "fail";
	if (unknown > 0) return "indeterminate";
	return passing > 0 ? "pass" : "nothingToJudge";
}
