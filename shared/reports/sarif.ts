import type { Finding } from "../core/finding.ts";
import type { Severity } from "../core/severity.ts";
import type { RuleRecord, Snapshot } from "../core/snapshot.ts";
import type { Report } from "./index.ts";
import { inertJson, printable } from "./text.ts";

const levels: Readonly<Record<Severity, string>> = {
	critical: "error",
	high: "error",
	medium: "warning",
	low: "note",
	informational: "note",
};

/** GitHub's numeric reading of severity (`security-severity`, a CVSS-like score; 0.0 would mean none). */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0", informational: "0.1" };

/** GitHub refuses a file with a larger run (docs.github.com, "SARIF results exceed one or more limits"); what is beyond goes into further runs. */
export const largestRun = 25_000;

/**
 * SARIF 2.1.0 (OASIS). Findings are about resources, not files, so the logical location carries the ARN, and an artifact location the resource's path,
 * which viewers that insist on a file can show. What is unknown is `kind: open`, suppressions are external suppressions with their reason.
 */
export const sarif: Report = function* (snapshot) {
	const reasons = new Map(snapshot.suppressions.map((each) => [each.id, `${each.reason} (owner ${each.owner}, until ${each.expires})`]));
	const indexes = new Map(snapshot.rules.map((rule, index) => [rule.id, index]));
	yield `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[${runHead(snapshot, 1)}`;
	let inRun = 0;
	let part = 1;
	for (const finding of snapshot.findings) {
		if (finding.verdict === "pass") continue;
		if (inRun === largestRun) {
			part++;
			inRun = 0;
			yield `\n]},\n${runHead(snapshot, part)}`;
		}
		yield (inRun === 0 ? "\n" : ",\n") + inertJson(result(finding, indexes.get(finding.ruleId), reasons));
		inRun++;
	}
	yield "\n]}]}\n";
};

/** A run up to its results. The category before the last slash is what GitHub tells uploads apart by: stable between scans, different between parts. */
const runHead = (snapshot: Snapshot, part: number): string =>
	inertJson({
		tool: { driver: { name: "Parapet", version: snapshot.generator.split(" ").at(-1), rules: snapshot.rules.map(descriptor) } },
		automationDetails: { id: `parapet/${part > 1 ? `part-${part}/` : ""}${snapshot.id}` },
		invocations: [
			{
				executionSuccessful: snapshot.summary.complete,
				startTimeUtc: snapshot.startedAt,
				endTimeUtc: snapshot.finishedAt,
				toolExecutionNotifications: snapshot.collectionErrors.map((error) => ({
					level: "error",
					message: text(
						`${error.service}:${error.operation} in ${error.scope.account}/${error.scope.region}: ${error.cause}: ${error.message}`,
					),
				})),
			},
		],
		results: [],
	}).slice(0, -"]}".length);

/** A message. Square brackets before round ones would be a link (section 3.11.6), which no name may make. */
const text = (message: string) => ({ text: printable(message).replaceAll("](", "] (") });

/** GitHub shows at most so many tags of a rule. */
const mostTags = 20;

const descriptor = (rule: RuleRecord) => ({
	id: rule.id,
	name: rule.id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
	// Those of policies are whatever somebody wrote.
	shortDescription: text(rule.title),
	fullDescription: text(rule.risk),
	help: { ...text(rule.recommendation), markdown: text(rule.recommendation).text.replaceAll("<", "&lt;") },
	...(rule.links[0] ? { helpUri: rule.links[0] } : {}),
	defaultConfiguration: { level: levels[rule.severity] },
	properties: { "security-severity": scores[rule.severity], tags: ["security", ...(rule.kinds ?? [rule.resource])].slice(0, mostTags) },
});

const result = (finding: Finding, ruleIndex: number | undefined, reasons: ReadonlyMap<string, string>) => ({
	ruleId: finding.ruleId,
	...(ruleIndex === undefined ? {} : { ruleIndex }),
	kind: finding.verdict === "fail" ? "fail" : "open",
	level: finding.verdict === "fail" ? levels[finding.severity] : "none",
	message: text(finding.detail),
	locations: [
		{
			physicalLocation: {
				artifactLocation: { uri: finding.resource.arn.toWellFormed().split(":").map(encodeURIComponent).join("/") },
				region: { startLine: 1 },
			},
			logicalLocations: [{ name: finding.resource.name, fullyQualifiedName: finding.resource.arn, kind: "resource" }],
		},
	],
	// GitHub follows an alert over time by `primaryLocationLineHash` alone, and would compute it from a source file that does not exist.
	partialFingerprints: { primaryLocationLineHash: finding.uid, "parapetUid/v1": finding.uid },
	...(finding.suppressedBy === undefined
		? {}
		: {
				suppressions: [{ kind: "external", status: "accepted", justification: reasons.get(finding.suppressedBy) ?? finding.suppressedBy }],
			}),
	properties: {
		severity: finding.severity,
		account: finding.resource.account,
		region: finding.resource.region,
		firstSeen: finding.firstSeen,
		evidence: finding.evidence,
	},
});
