import type { Change, Difference } from "../diff.ts";
import type { Finding } from "../finding.ts";
import { type Severity, severityRank } from "../severity.ts";
import type { RuleRecord } from "../snapshot.ts";
import type { Evidence, Json } from "../verdict.ts";
import { type Alert, type AlertKind, alertKinds, alertSchemaVersion, digestOf, fingerprintOf } from "./alert.ts";
import { type AlertSource, reportLink } from "./source.ts";
import { alertText } from "./text.ts";
import { unreadableScopes } from "./unreadable.ts";

/**
 * The alerts of a drift, worst first. What is suppressed is silent, before and after. Judgements that could not be made become one alert
 * a scope, whatever their number; a scope of which everything can be read again is `resolved`.
 */
export function alertsOf(source: AlertSource): Alert[] {
	// A rule as it is now, when it still is.
	const rules = new Map(source.before.rules.concat(source.after.rules).map((rule) => [rule.id, rule]));
	const alerts = source.drift.differences.flatMap((difference) => {
		const kind = kindOf(difference);
		return kind === undefined ? [] : [findingAlert(kind, difference, rules, source)];
	});
	alerts.push(...unreadableScopes(source));
	return alerts.sort(worstFirst);
}

/** Orders alerts: worst first, then what opens before what closes; equal ones stay as they are. */
export const worstFirst = (a: Alert, b: Alert): number =>
	severityRank(a.severity) - severityRank(b.severity) || alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind);

const kinds: Readonly<Record<Change, AlertKind | undefined>> = {
	new: "new",
	worse: "worse",
	reopened: "reopened",
	better: "better",
	resolved: "resolved",
	gone: "gone",
	// One alert a scope instead.
	unreadable: undefined,
};

/** Nobody was told of a suppressed failure, so that its end is no news either. */
function kindOf({ change, before, after }: Difference): AlertKind | undefined {
	if (after?.suppressedBy !== undefined) return undefined;
	if ((change === "resolved" || change === "gone") && before?.suppressedBy !== undefined) return undefined;
	return kinds[change];
}

function findingAlert(
	kind: AlertKind,
	{ before, after }: Difference,
	rules: ReadonlyMap<string, RuleRecord>,
	{ drift, after: snapshot, environmentTags, report }: AlertSource,
): Alert {
	const closed = kind === "resolved" || kind === "gone";
	const finding = (after ?? before) as Finding;
	const { resource, ruleId } = finding;
	// What is over was as bad as it was, whatever the rule says of a pass.
	const severity: Severity = closed && before ? before.severity : finding.severity;
	const rule = rules.get(ruleId);
	const environment = environmentOf(resource.tags, environmentTags);
	const fingerprint = fingerprintOf(ruleId, resource);
	return {
		schema: alertSchemaVersion,
		type: "alert",
		id: digestOf(fingerprint, kind, severity, drift.to),
		fingerprint,
		kind,
		status: closed ? "closed" : "open",
		severity,
		...(before && before.severity !== severity ? { previousSeverity: before.severity } : {}),
		title: alertText(finding.title, 200),
		detail: alertText(kind === "gone" ? goneDetail(finding) : finding.detail, 1500),
		...(before && after && before.detail !== after.detail ? { previousDetail: alertText(before.detail, 500) } : {}),
		partition: resource.partition,
		account: resource.account,
		region: resource.region,
		...(resource.cluster === undefined ? {} : { cluster: alertText(resource.cluster, 200) }),
		...(environment === undefined ? {} : { environment: alertText(environment, 100) }),
		rule: {
			id: alertText(ruleId, 200),
			title: alertText(rule?.title ?? finding.title, 200),
			risk: alertText(rule?.risk ?? "", 500),
			recommendation: alertText(rule?.recommendation ?? "", 500),
			links: (rule?.links ?? []).slice(0, 5).map((link) => alertText(link, 300)),
		},
		resource: {
			arn: alertText(resource.arn, 1000),
			kind: resource.kind,
			name: alertText(resource.name, 300),
			tags: texts(resource.tags, 50, 256),
		},
		frameworks: Object.entries(finding.frameworks)
			.flatMap(([id, requirements]) => requirements.map((requirement) => alertText(`${id}:${requirement}`, 100)))
			.slice(0, 100),
		evidence: evidenceOf(finding.evidence),
		observedAt: snapshot.finishedAt,
		firstSeen: closed && before ? before.firstSeen : finding.firstSeen,
		snapshot: { from: drift.from, to: drift.to },
		...reportLink(report, drift.to),
	};
}

const goneDetail = (finding: Finding): string =>
	`${finding.resource.name} is no longer there, or the rule no longer applies to it. Before: ${finding.detail}`;

/** The environment that tags say: the value of the first of `names` that is there and not empty. */
function environmentOf(tags: Readonly<Record<string, string>>, names: readonly string[]): string | undefined {
	const lower = new Map(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]));
	for (const name of names) {
		const value = lower.get(name.toLowerCase())?.trim();
		if (value) return value;
	}
	return undefined;
}

function texts(values: Readonly<Record<string, string>>, count: number, limit: number): Record<string, string> {
	return Object.fromEntries(
		Object.entries(values)
			.slice(0, count)
			// The name of a tag decides what its value is, so that both are looked at together.
			.map(([key, value]) => [alertText(key, limit), alertText(`${key}=${value}`, limit + key.length + 1).slice(key.length + 1)]),
	);
}

const largestEvidence = 8_000;

function evidenceOf(evidence: Evidence): Evidence {
	const size = JSON.stringify(evidence).length;
	if (size > largestEvidence) return { omitted: `It is ${size} characters long; the snapshot has it.` };
	return clean(evidence) as Evidence;
}

function clean(value: Json | undefined): Json {
	if (typeof value === "string") return alertText(value, 2000);
	if (Array.isArray(value)) return value.map(clean);
	if (typeof value !== "object" || value === null) return value ?? null;
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, entry]) => (entry === undefined ? [] : [[alertText(key, 200), clean(entry)]])),
	);
}
