import type { Finding } from "../core/finding.ts";
import type { Severity } from "../core/severity.ts";
import type { RuleRecord } from "../core/snapshot.ts";
import type { Report } from "./index.ts";

const levels: Readonly<Record<Severity, string>> = {
	critical: "error",
	high: "error",
	medium: "warning",
	low: "note",
	informational: "note",
};

/** GitHub's numeric reading of severity (`security-severity`, a CVSS-like score). */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "3.0", informational: "0.0" };

/**
 * SARIF 2.1.0 (OASIS). Findings are about resources, not files, so the logical location carries the ARN, and an artifact location the resource's path,
 * which viewers that insist on a file can show. What is unknown is `kind: open`, suppressions are external suppressions with their reason.
 */
export const sarif: Report = function* (snapshot) {
	const reasons = new Map(snapshot.suppressions.map((each) => [each.id, `${each.reason} (owner ${each.owner}, until ${each.expires})`]));
	const indexes = new Map(snapshot.rules.map((rule, index) => [rule.id, index]));
	yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{';
	yield `"tool":{"driver":${JSON.stringify({ name: "Parapet", version: snapshot.generator.split(" ").at(-1), rules: snapshot.rules.map(descriptor) })}},`;
	yield `"automationDetails":${JSON.stringify({ id: `parapet/${snapshot.id}` })},`;
	yield `"invocations":[${JSON.stringify({
		executionSuccessful: snapshot.summary.complete,
		startTimeUtc: snapshot.startedAt,
		endTimeUtc: snapshot.finishedAt,
		toolExecutionNotifications: snapshot.collectionErrors.map((error) => ({
			level: "error",
			message: {
				text: `${error.service}:${error.operation} in ${error.scope.account}/${error.scope.region}: ${error.cause}: ${error.message}`,
			},
		})),
	})}],"results":[`;
	let separator = "\n";
	for (const finding of snapshot.findings) {
		if (finding.verdict === "pass") continue;
		yield separator + JSON.stringify(result(finding, indexes.get(finding.ruleId), reasons));
		separator = ",\n";
	}
	yield "\n]}]}\n";
};

const descriptor = (rule: RuleRecord) => ({
	id: rule.id,
	name: rule.id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
	shortDescription: { text: rule.title },
	fullDescription: { text: rule.risk },
	help: { text: rule.recommendation },
	...(rule.links[0] ? { helpUri: rule.links[0] } : {}),
	defaultConfiguration: { level: levels[rule.severity] },
	properties: { "security-severity": scores[rule.severity], tags: ["security", rule.resource] },
});

const result = (finding: Finding, ruleIndex: number | undefined, reasons: ReadonlyMap<string, string>) => ({
	ruleId: finding.ruleId,
	...(ruleIndex === undefined ? {} : { ruleIndex }),
	kind: finding.verdict === "fail" ? "fail" : "open",
	level: finding.verdict === "fail" ? levels[finding.severity] : "none",
	message: { text: finding.detail },
	locations: [
		{
			physicalLocation: {
				artifactLocation: { uri: finding.resource.arn.split(":").map(encodeURIComponent).join("/") },
				region: { startLine: 1 },
			},
			logicalLocations: [{ name: finding.resource.name, fullyQualifiedName: finding.resource.arn, kind: "resource" }],
		},
	],
	partialFingerprints: { "parapetUid/v1": finding.uid },
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
