import type { Finding } from "../core/finding.ts";
import type { Report } from "./index.ts";
import { printable } from "./text.ts";

const columns: readonly (readonly [string, (finding: Finding) => string])[] = [
	["uid", (finding) => finding.uid],
	["verdict", (finding) => finding.verdict],
	["severity", (finding) => finding.severity],
	["rule", (finding) => finding.ruleId],
	["title", (finding) => finding.title],
	["detail", (finding) => finding.detail],
	["account", ({ resource }) => resource.account],
	["region", ({ resource }) => resource.region],
	["kind", ({ resource }) => resource.kind],
	["name", ({ resource }) => resource.name],
	["arn", ({ resource }) => resource.arn],
	["tags", ({ resource }) => pairs(resource.tags)],
	[
		"frameworks",
		(finding) =>
			Object.entries(finding.frameworks)
				.flatMap(([id, requirements]) => requirements.map((requirement) => `${id}:${requirement}`))
				.join("; "),
	],
	["related", (finding) => Object.values(finding.related).flat().join("; ")],
	["evidence", (finding) => JSON.stringify(finding.evidence)],
	["first_seen", (finding) => finding.firstSeen],
	["suppressed_by", (finding) => finding.suppressedBy ?? ""],
];

/** RFC 4180: one finding a row, CRLF, quoted where needed; text that a spreadsheet would run as a formula is quoted with an apostrophe. */
export const csv: Report = function* (snapshot) {
	yield row(columns.map(([name]) => name));
	for (const finding of snapshot.findings) yield row(columns.map(([, value]) => value(finding)));
};

/** Most cells: nothing to make visible. */
const plain = /^[ -~]*$/;

const row = (cells: readonly string[]): string => `${cells.map(cell).join(",")}\r\n`;

/**
 * Resource names and tags are whatever somebody typed: `=HYPERLINK(…)` in one must stay text (OWASP, "CSV Injection", with the full-width forms), and an
 * escape sequence must not reach the terminal that the file is printed on.
 */
function cell(value: string): string {
	const visible = plain.test(value) ? value : value.replace(/[^\t\r\n]+/g, printable);
	const inert = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(visible) ? `'${visible}` : visible;
	return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

const pairs = (tags: Readonly<Record<string, string>>): string =>
	Object.entries(tags)
		.map(([key, value]) => `${key}=${value}`)
		.join("; ");
