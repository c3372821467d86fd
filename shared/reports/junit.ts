import type { Finding } from "../core/finding.ts";
import type { RuleRecord } from "../core/snapshot.ts";
import type { Report } from "./index.ts";
import { printable } from "./text.ts";

/**
 * JUnit XML as Jenkins' schema has it (also read by GitLab and Azure): a suite a rule, a case a resource; what is unknown is an error, what is suppressed
 * is skipped. A case is named by the ARN, because readers tell cases apart by their names.
 */
export const junit: Report = function* (snapshot) {
	const byRule = Map.groupBy(snapshot.findings, (finding) => finding.ruleId);
	const rules = new Map(snapshot.rules.map((rule) => [rule.id, rule]));
	const { tests, failures, errors } = count(snapshot.findings);
	// The schema's time stamps have no fraction and no zone, and only suites carry them.
	const timestamp = attribute(snapshot.finishedAt.slice(0, 19));
	yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="parapet" tests="${tests}" failures="${failures}" errors="${errors}">\n`;
	for (const [ruleId, findings] of byRule) {
		yield `<testsuite name="${attribute(ruleId)}"${counts(count(findings))} timestamp="${timestamp}">\n`;
		for (const finding of findings) yield testCase(finding, rules.get(ruleId));
		yield "</testsuite>\n";
	}
	yield "</testsuites>\n";
};

function testCase(finding: Finding, rule: RuleRecord | undefined): string {
	const { resource } = finding;
	const open = `<testcase classname="${attribute(finding.ruleId)}" name="${attribute(resource.arn)}"`;
	const detail = attribute(finding.detail);
	if (finding.verdict === "pass") return `${open}/>\n`;
	if (finding.suppressedBy !== undefined)
		return `${open}><skipped message="${attribute(`suppressed by ${finding.suppressedBy}`)}"/></testcase>\n`;
	const element = finding.verdict === "fail" ? "failure" : "error";
	const body = [
		`Resource: ${resource.account}/${resource.region} ${resource.name}`,
		`Must hold: ${finding.title}`,
		...(rule ? [`Risk: ${rule.risk}`, `Recommendation: ${rule.recommendation}`] : []),
	];
	return `${open}><${element} type="${finding.severity}" message="${detail}">${body.map(attribute).join("\n")}</${element}></testcase>\n`;
}

interface Counts {
	readonly tests: number;
	readonly failures: number;
	readonly errors: number;
	readonly skipped: number;
}

function count(findings: readonly Finding[]): Counts {
	const of = (test: (finding: Finding) => boolean) => findings.filter(test).length;
	return {
		tests: findings.length,
		failures: of((finding) => finding.verdict === "fail" && finding.suppressedBy === undefined),
		errors: of((finding) => finding.verdict === "indeterminate" && finding.suppressedBy === undefined),
		skipped: of((finding) => finding.suppressedBy !== undefined),
	};
}

const counts = ({ tests, failures, errors, skipped }: Counts): string =>
	` tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** XML 1.0 forbids most control characters even as references, so they are made visible first. */
const attribute = (text: string): string =>
	printable(text)
		.replace(/[\uFFFE\uFFFF]/g, "\uFFFD")
		.replace(/[&<>"']/g, (character) => entities[character] ?? "");
