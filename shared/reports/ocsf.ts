import type { Finding } from "../core/finding.ts";
import { observedAt } from "../core/history/readings.ts";
import { kinds } from "../core/kinds.ts";
import type { Severity } from "../core/severity.ts";
import type { RuleRecord, Snapshot } from "../core/snapshot.ts";
import type { VerdictName } from "../core/verdict.ts";
import type { Report } from "./index.ts";
import { inertJson } from "./text.ts";

const severityIds: Readonly<Record<Severity, number>> = { informational: 1, low: 2, medium: 3, high: 4, critical: 5 };
const severityNames: Readonly<Record<Severity, string>> = {
	informational: "Informational",
	low: "Low",
	medium: "Medium",
	high: "High",
	critical: "Critical",
};
const statuses: Readonly<Record<VerdictName, readonly [number, string]>> = {
	pass: [1, "Pass"],
	indeterminate: [2, "Warning"],
	fail: [3, "Fail"],
	notApplicable: [99, "Other"],
};

/** OCSF 1.8 Compliance Finding (class 2003, https://schema.ocsf.io/1.8.0/classes/compliance_finding), one a line; times in milliseconds. */
export const ocsf: Report = function* (snapshot) {
	for (const each of complianceFindings(snapshot)) yield `${inertJson(each)}\n`;
};

/** An event of OCSF. */
export type ComplianceFinding = ReturnType<typeof event>;

/** The findings of a snapshot as events, one by one. */
export function* complianceFindings(snapshot: Snapshot): Generator<ComplianceFinding> {
	const rules = new Map(snapshot.rules.map((rule) => [rule.id, rule]));
	const titles = new Map(snapshot.frameworks.map((framework) => [framework.id, `${framework.title} ${framework.version}`]));
	for (const finding of snapshot.findings) yield event(finding, snapshot, rules.get(finding.ruleId), titles);
}

function event(finding: Finding, snapshot: Snapshot, rule: RuleRecord | undefined, titles: ReadonlyMap<string, string>) {
	const time = Date.parse(snapshot.finishedAt);
	const firstSeen = Date.parse(finding.firstSeen);
	const activity = firstSeen < time ? 2 : 1;
	const [statusId, status] = statuses[finding.verdict];
	const { resource } = finding;
	const suppressed = finding.suppressedBy !== undefined;
	const standards = Object.keys(finding.frameworks).map((id) => titles.get(id) ?? id);
	const requirements = Object.entries(finding.frameworks).flatMap(([id, ids]) => ids.map((requirement) => `${id}:${requirement}`));
	const parameters = Object.entries(rule?.parameters ?? {}).map(([name, value]) => ({
		name,
		value: typeof value === "string" ? value : JSON.stringify(value),
	}));
	const tags = Object.entries(resource.tags).map(([name, value]) => ({ name, value }));
	// A database that was read from within and that no scanned account hosts.
	const inAws = resource.account !== "-";
	return {
		activity_id: activity,
		activity_name: activity === 1 ? "Create" : "Update",
		category_uid: 2,
		category_name: "Findings",
		class_uid: 2003,
		class_name: "Compliance Finding",
		type_uid: 200300 + activity,
		type_name: `Compliance Finding: ${activity === 1 ? "Create" : "Update"}`,
		time,
		severity_id: severityIds[finding.severity],
		severity: severityNames[finding.severity],
		status_id: suppressed ? 3 : finding.verdict === "pass" ? 4 : 1,
		status: suppressed ? "Suppressed" : finding.verdict === "pass" ? "Resolved" : "New",
		message: finding.detail,
		metadata: {
			version: "1.8.0",
			product: { name: "Parapet", vendor_name: "Parapet", version: snapshot.generator.split(" ").at(-1) },
			...(inAws ? { profiles: ["cloud"] } : {}),
			event_code: finding.ruleId,
			uid: `${snapshot.id}/${finding.uid}`,
		},
		...(inAws
			? { cloud: { provider: "AWS", region: resource.region, account: { uid: resource.account, type: "AWS Account", type_id: 10 } } }
			: {}),
		finding_info: {
			uid: finding.uid,
			title: finding.title,
			desc: finding.detail,
			created_time: firstSeen,
			first_seen_time: firstSeen,
			last_seen_time: Date.parse(observedAt(snapshot, resource.kind)),
			types: ["Database security posture"],
			product: { name: "Parapet", vendor_name: "Parapet" },
			analytic: { uid: finding.ruleId, name: finding.title, type: "Rule", type_id: 1 },
		},
		compliance: {
			control: finding.ruleId,
			...(standards.length > 0 ? { standards, requirements } : {}),
			...(parameters.length > 0 ? { control_parameters: parameters } : {}),
			status_id: statusId,
			status,
			status_details: [finding.detail],
		},
		resources: [
			{
				uid: resource.arn,
				name: resource.name,
				type: resource.kind,
				...(inAws
					? {
							region: resource.region,
							cloud_partition: resource.partition,
							owner: { account: { uid: resource.account, type: "AWS Account", type_id: 10 } },
						}
					: {}),
				group: { name: kinds[resource.kind]?.service ?? "unknown" },
				...(tags.length > 0 ? { tags } : {}),
				data: finding.evidence,
			},
		],
		...(rule ? { remediation: { desc: rule.recommendation, ...(rule.links.length > 0 ? { references: rule.links } : {}) } } : {}),
		unmapped: {
			related: finding.related,
			...(rule ? { risk: rule.risk } : {}),
			...(suppressed ? { suppressed_by: finding.suppressedBy } : {}),
		},
	};
}
