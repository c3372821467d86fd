import type { Finding } from "../core/finding.ts";
import type { Report } from "./index.ts";
import { printable } from "./text.ts";

/** JUnit XML: a suite a rule, a case a resource; what is unknown is an error, what is suppressed is skipped. */
export const junit: Report = function* (snapshot) {
	const byRule = Map.groupBy(snapshot.findings, (finding) => finding.ruleId);
	const all = count(snapshot.findings);
	yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="parapet"${counts(all)} timestamp="${snapshot.finishedAt}">\n`;
	for (const [ruleId, findings] of byRule) {
		yield `<testsuite name="${attribute(ruleId)}"${counts(count(findings))}>\n`;
		for (const finding of findings) yield testCase(finding);
		yield "</testsuite>\n";
	}
	yield "</testsuites>\n";
};

function testCase(finding: Finding): string {
	const { resource } = finding;
	const open = `<testcase classname="${attribute(finding.ruleId)}" name="${attribute(`${resource.account}/${resource.region} ${resource.name}`)}"`;
	const detail = attribute(finding.detail);
	if (finding.verdict === "pass") return `${open}/>\n`;
	if (finding.suppressedBy !== undefined)
		return `${open}><skipped message="${attribute(`suppressed by ${finding.suppressedBy}`)}"/></testcase>\n`;
	const element = finding.verdict === "fail" ? "failure" : "error";
	return `${open}><${element} type="${finding.severity}" message="${detail}">${attribute(resource.arn)}</${element}></testcase>\n`;
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
		.replace(/[\uFFFE\uFFFF\uD800-\uDFFF]/gu, "\uFFFD")
		.replace(/[&<>"']/g, (character) => entities[character] ?? "");
