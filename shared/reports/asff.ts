import type { Finding } from "../core/finding.ts";
import { observedAt } from "../core/history/readings.ts";
import type { ResourceKind } from "../core/kinds.ts";
import type { Severity } from "../core/severity.ts";
import type { RuleRecord, Snapshot } from "../core/snapshot.ts";
import type { VerdictName } from "../core/verdict.ts";
import type { Report } from "./index.ts";
import { inertJson, printable } from "./text.ts";

/**
 * What BatchImportFindings takes (docs.aws.amazon.com/securityhub/1.0/APIReference, AwsSecurityFinding and its parts): characters, except for
 * `bytes`. Longer text is cut, more entries are left out.
 */
export const asffLimits = {
	title: 256,
	description: 1024,
	recommendation: 512,
	note: 512,
	id: 512,
	requirements: 32,
	tags: 50,
	tagKey: 128,
	tagValue: 256,
	fields: 50,
	fieldKey: 128,
	fieldValue: 1024,
	bytes: 240_000,
} as const;

const labels: Readonly<Record<Severity, readonly [string, number]>> = {
	informational: ["INFORMATIONAL", 0],
	low: ["LOW", 1],
	medium: ["MEDIUM", 40],
	high: ["HIGH", 70],
	critical: ["CRITICAL", 90],
};

const statuses: Readonly<Record<VerdictName, string>> = {
	pass: "PASSED",
	fail: "FAILED",
	indeterminate: "WARNING",
	notApplicable: "NOT_AVAILABLE",
};

/** Types that Security Hub knows; what is not here is `Other`. */
const types: Partial<Record<ResourceKind, string>> = {
	"rds.DbInstance": "AwsRdsDbInstance",
	"rds.DbCluster": "AwsRdsDbCluster",
	"rds.EventSubscription": "AwsRdsEventSubscription",
	"eks.Cluster": "AwsEksCluster",
	"kms.Key": "AwsKmsKey",
	"secretsmanager.Secret": "AwsSecretsManagerSecret",
	"ec2.SecurityGroup": "AwsEc2SecurityGroup",
	"ec2.Instance": "AwsEc2Instance",
	"cloudwatch.Alarm": "AwsCloudWatchAlarm",
	"backup.Vault": "AwsBackupBackupVault",
	"backup.RecoveryPoint": "AwsBackupRecoveryPoint",
	"iam.Policy": "AwsIamPolicy",
	"aws.Region": "AwsAccount",
};

/** Findings on what is in every region are imported into the region where the partition keeps it. */
const homes: Readonly<Record<string, string>> = { "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1" };

/**
 * AWS Security Finding Format (2018-10-08): a JSON array, one finding a line, as `aws securityhub batch-import-findings` takes it, 100 at a time and
 * with the keys of the finding's account and region. What no AWS account hosts is left out: a finding needs an account.
 */
export const asff: Report = function* (snapshot) {
	let separator = "[\n";
	for (const { asff: finding } of securityFindings(snapshot)) {
		yield `${separator}${inertJson(finding)}`;
		separator = ",\n";
	}
	yield separator === "[\n" ? "[]\n" : "\n]\n";
};

type Written = ReturnType<typeof securityFinding>;

/** A finding in ASFF. */
export interface SecurityFinding extends Omit<Written, "Resources"> {
	readonly Resources: readonly (Pick<Written["Resources"][number], "Type" | "Id" | "Partition" | "Region"> &
		Partial<Written["Resources"][number]>)[];
}

/** Findings of the snapshot, or others that are to be seen in its light, in ASFF and within its limits; those without an AWS account are left out. */
export function* securityFindings(
	snapshot: Snapshot,
	findings: Iterable<Finding> = snapshot.findings,
): Generator<{ readonly finding: Finding; readonly asff: SecurityFinding }> {
	const rules = new Map(snapshot.rules.map((rule) => [rule.id, rule]));
	const frameworks = new Map(snapshot.frameworks.map((framework) => [framework.id, framework]));
	const suppressions = new Map(
		snapshot.suppressions.map((each) => [each.id, `${each.reason} (owner ${each.owner}, until ${each.expires})`]),
	);
	for (const finding of findings) {
		if (!/^\d{12}$/.test(finding.resource.account)) continue;
		yield { finding, asff: fitting(securityFinding(finding, snapshot, { rules, frameworks, suppressions })) };
	}
}

interface Context {
	readonly rules: ReadonlyMap<string, RuleRecord>;
	readonly frameworks: ReadonlyMap<string, Snapshot["frameworks"][number]>;
	readonly suppressions: ReadonlyMap<string, string>;
}

function securityFinding(finding: Finding, snapshot: Snapshot, { rules, frameworks, suppressions }: Context) {
	const { resource, verdict } = finding;
	const { account, partition } = resource;
	const region = resource.region === "global" ? (homes[partition] ?? "us-east-1") : resource.region;
	// Security Hub's own checks that pass have no severity either.
	const [label, normalized] = labels[verdict === "pass" ? "informational" : finding.severity];
	const rule = rules.get(finding.ruleId);
	const standards = Object.keys(finding.frameworks).map((id) => ({ StandardsId: standardId(id, frameworks.get(id)?.version) }));
	const requirements = Object.entries(finding.frameworks).flatMap(([id, ids]) => {
		const framework = frameworks.get(id);
		return ids.map((requirement) => filled(`${framework ? `${framework.title} ${framework.version}` : id} ${requirement}`));
	});
	const suppressed = finding.suppressedBy;
	const reason = suppressed === undefined ? undefined : (suppressions.get(suppressed) ?? suppressed);
	const findingTypes = ["Software and Configuration Checks/AWS Security Best Practices"];
	return {
		SchemaVersion: "2018-10-08",
		// The same for the same rule and resource in every scan, so that Security Hub updates the finding in place.
		Id: cut(`parapet/${finding.uid}`, asffLimits.id),
		ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
		GeneratorId: cut(`parapet/${finding.ruleId}`, asffLimits.id),
		AwsAccountId: account,
		Types: findingTypes,
		FirstObservedAt: finding.firstSeen,
		LastObservedAt: observedAt(snapshot, resource.kind),
		CreatedAt: finding.firstSeen,
		UpdatedAt: snapshot.finishedAt,
		Severity: { Label: label, Normalized: normalized, Original: finding.severity },
		Title: filled(cut(finding.title, asffLimits.title)),
		Description: filled(cut(finding.detail, asffLimits.description)),
		...(rule
			? {
					Remediation: {
						Recommendation: {
							Text: filled(cut(rule.recommendation, asffLimits.recommendation)),
							...(rule.links[0] ? { Url: rule.links[0] } : {}),
						},
					},
				}
			: {}),
		ProductFields: fields({
			ProviderName: "Parapet",
			ProviderVersion: snapshot.generator.split(" ").at(-1),
			RuleId: finding.ruleId,
			SnapshotId: snapshot.id,
			...(rule ? { Risk: rule.risk } : {}),
			...(suppressed === undefined ? {} : { SuppressedBy: suppressed }),
			...Object.fromEntries(Object.entries(finding.related).map(([scanner, ids]) => [`Related/${scanner}`, ids.join(", ")])),
		}),
		Resources: [
			{
				Type: typeOf(resource),
				Id: filled(cut(resource.arn, asffLimits.id)),
				Partition: partition,
				Region: region,
				Tags: tags(resource.tags),
				Details: { Other: fields({ Kind: resource.kind, Name: resource.name, Cluster: resource.cluster, ...finding.evidence }) },
			},
		],
		Compliance: {
			Status: statuses[verdict],
			SecurityControlId: finding.ruleId,
			...(requirements.length > 0 ? { RelatedRequirements: requirements.slice(0, asffLimits.requirements) } : {}),
			...(standards.length > 0 ? { AssociatedStandards: standards } : {}),
			...(verdict === "indeterminate"
				? { StatusReasons: [{ ReasonCode: "PARAPET_COULD_NOT_JUDGE", Description: filled(cut(finding.detail, asffLimits.description)) }] }
				: {}),
		},
		// Security Hub takes the workflow of new findings only: what people decided there stays.
		Workflow: { Status: suppressed !== undefined ? "SUPPRESSED" : verdict === "pass" ? "RESOLVED" : "NEW" },
		RecordState: "ACTIVE",
		...(reason === undefined
			? {}
			: { Note: { Text: filled(cut(reason, asffLimits.note)), UpdatedBy: "Parapet", UpdatedAt: snapshot.finishedAt } }),
		// Only here may a provider change severity and types later.
		FindingProviderFields: { Severity: { Label: label, Original: finding.severity }, Types: findingTypes },
	};
}

/** One that is too large goes without the details of its resource. */
function fitting(finding: Written): SecurityFinding {
	if (Buffer.byteLength(inertJson(finding)) <= asffLimits.bytes) return finding;
	return { ...finding, Resources: finding.Resources.map(({ Details: _, Tags: __, ...resource }) => resource) };
}

function typeOf({ kind, arn }: Finding["resource"]): string {
	if (kind === "rds.Snapshot") return arn.includes(":cluster-snapshot:") ? "AwsRdsDbClusterSnapshot" : "AwsRdsDbSnapshot";
	if (kind === "iam.Principal") return arn.includes(":role/") ? "AwsIamRole" : arn.includes(":group/") ? "AwsIamGroup" : "AwsIamUser";
	return types[kind] ?? "Other";
}

/** Security Hub's own name of the standard that both know; a name of ours for the others. */
const standardId = (id: string, version = ""): string =>
	id === "fsbp"
		? `standards/aws-foundational-security-best-practices/v/${version}`
		: `parapet/${id}${version === "" ? "" : `/${version.split(" ")[0]}`}`;

/** Tags as AWS has them; one without a value, which ASFF cannot hold, is left out. */
function tags(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined {
	const kept = strings(all, asffLimits.tags, asffLimits.tagKey, asffLimits.tagValue);
	return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Facts as text; nested ones as JSON. */
const fields = (facts: Readonly<Record<string, unknown>>): Record<string, string> =>
	strings(
		Object.fromEntries(
			Object.entries(facts).flatMap(([key, value]) =>
				value === undefined ? [] : [[key, typeof value === "string" ? value : JSON.stringify(value)]],
			),
		),
		asffLimits.fields,
		asffLimits.fieldKey,
		asffLimits.fieldValue,
	);

function strings(all: Readonly<Record<string, string>>, most: number, key: number, value: number): Record<string, string> {
	const kept = Object.entries(all).filter(([name, text]) => /\S/.test(name) && /\S/.test(text));
	return Object.fromEntries(kept.slice(0, most).map(([name, text]) => [cut(name, key), cut(text, value)]));
}

/** At most so many UTF-16 units, with what could act on a terminal made visible; never half a character. */
function cut(text: string, most: number): string {
	const visible = printable(text);
	if (visible.length <= most) return visible;
	return `${visible.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** ASFF has no empty text. */
const filled = (text: string): string => (/\S/.test(text) ? text : "-");
