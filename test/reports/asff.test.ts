import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../shared/core/snapshot.ts";
import { asff, asffLimits } from "../../shared/reports/asff.ts";
import { instance, inventoryOf, snapshotOf } from "../support/findings.ts";
import { awkward, whole } from "./awkward.ts";
import { violations } from "./validate.ts";

// biome-ignore lint/suspicious/noExplicitAny: JSON, whose shape the schema proves.
type Json = any;

const findingsOf = (snapshot: Snapshot = awkward): Json[] => JSON.parse(whole(asff(snapshot, { colour: false, width: 80 })));
const inAws = awkward.findings.filter(({ resource }) => resource.account !== "-");
const of = (name: string, rule: string) => {
	const finding = inAws.find((each) => each.resource.name === name && each.ruleId === rule);
	return findingsOf().find(({ Id }) => Id === `parapet/${finding?.uid}`);
};
/** The first finding, changed. */
const changed = (differences: object): Json => {
	const snapshot = snapshotOf(inventoryOf([instance("a", { storageEncrypted: false })]));
	const [finding] = snapshot.findings;
	if (!finding) throw new Error("no finding");
	return findingsOf({ ...snapshot, findings: [{ ...finding, ...differences }] })[0];
};
const { resource } = snapshotOf(inventoryOf([instance("a")])).findings[0] ?? awkward.findings[0] ?? { resource: undefined };

describe("asff", () => {
	it("is what BatchImportFindings takes, finding by finding", () => {
		const findings = findingsOf();
		expect(findings).toHaveLength(inAws.length);
		expect(findings.flatMap((finding) => violations("asff", finding))).toEqual([]);
	});

	it("keeps every limit whatever the texts", () => {
		const long = "🐘\u001b\ud83d".repeat(3000);
		const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`${index}${long}`, long]));
		const finding = changed({
			title: long,
			detail: long,
			evidence: many,
			related: { prowler: [long], securityHub: [long] },
			frameworks: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`framework-${index}`, ["1"]])),
			resource: { ...resource, arn: `arn:aws:rds:eu-west-1:111122223333:db:${long}`, name: long, tags: many },
		});
		expect(violations("asff", finding)).toEqual([]);
		expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThanOrEqual(asffLimits.bytes);
		expect(JSON.stringify(finding)).not.toMatch(/\\ud83d(?!\\u)/);
	});

	it("has no empty text", () => {
		const finding = changed({ title: " ", detail: "", evidence: { empty: "" }, resource: { ...resource, tags: { empty: "", "": "x" } } });
		expect(violations("asff", finding)).toEqual([]);
		expect(finding.Resources[0]).not.toHaveProperty("Tags");
	});

	it.each([
		[
			"quiet",
			"test-encrypted",
			{
				Compliance: { Status: "PASSED" },
				Workflow: { Status: "RESOLVED" },
				Severity: { Label: "INFORMATIONAL", Normalized: 0, Original: "high" },
			},
		],
		[
			"lapsed",
			"test-backups",
			{ Compliance: { Status: "FAILED" }, Workflow: { Status: "NEW" }, Severity: { Label: "MEDIUM", Normalized: 40 } },
		],
		["unreported", "test-encrypted", { Compliance: { Status: "WARNING", StatusReasons: [{ ReasonCode: "PARAPET_COULD_NOT_JUDGE" }] } }],
		[
			"accepted",
			"test-encrypted",
			{
				Compliance: { Status: "FAILED" },
				Workflow: { Status: "SUPPRESSED" },
				Note: { Text: "Moves & ends. (owner data <team>, until 2026-12-31)" },
			},
		],
	])("tells of %s, %s what it is", (name, rule, expected) => {
		expect(of(name, rule)).toMatchObject(expected);
	});

	it.each([
		["informational", "INFORMATIONAL", 0],
		["low", "LOW", 1],
		["medium", "MEDIUM", 40],
		["high", "HIGH", 70],
		["critical", "CRITICAL", 90],
	])("has %s as %s", (severity, label, normalized) => {
		expect(changed({ severity })).toMatchObject({
			Severity: { Label: label, Normalized: normalized, Original: severity },
			FindingProviderFields: { Severity: { Label: label, Original: severity } },
		});
	});

	it("is about the resource, by the default product of its account and region", () => {
		expect(of("quiet", "test-encrypted")).toMatchObject({
			AwsAccountId: "111122223333",
			ProductArn: "arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default",
			GeneratorId: "parapet/test-encrypted",
			Resources: [{ Type: "AwsRdsDbInstance", Id: "arn:aws:rds:eu-west-1:111122223333:db:quiet", Region: "eu-west-1" }],
			Compliance: { SecurityControlId: "test-encrypted", RelatedRequirements: ["Test framework 1 1.1"] },
			ProductFields: { "Related/securityHub": "RDS.3" },
		});
	});

	it.each([
		["rds.Snapshot", "arn:aws:rds:eu-west-1:1:snapshot:a", "AwsRdsDbSnapshot"],
		["rds.Snapshot", "arn:aws:rds:eu-west-1:1:cluster-snapshot:a", "AwsRdsDbClusterSnapshot"],
		["iam.Principal", "arn:aws:iam::1:role/a", "AwsIamRole"],
		["iam.Principal", "arn:aws:iam::1:user/a", "AwsIamUser"],
		["iam.Principal", "arn:aws:iam::1:group/a", "AwsIamGroup"],
		["eks.NodeGroup", "arn:aws:eks:eu-west-1:1:nodegroup/a", "Other"],
	])("has %s %s as %s", (kind, arn, type) => {
		expect(changed({ resource: { ...resource, kind, arn } }).Resources[0].Type).toBe(type);
	});

	it.each([
		["aws", "us-east-1"],
		["aws-cn", "cn-north-1"],
		["aws-us-gov", "us-gov-west-1"],
	])("files what is global in %s under %s", (partition, region) => {
		expect(changed({ resource: { ...resource, partition, region: "global" } })).toMatchObject({
			ProductArn: `arn:${partition}:securityhub:${region}:111122223333:product/111122223333/default`,
			Resources: [{ Region: region }],
		});
	});

	it("has Security Hub's own name for the standard that both know", () => {
		const frameworks = [
			{ id: "fsbp", title: "AWS Foundational Security Best Practices", version: "1.0.0", source: "", requirements: [] },
			{ id: "soc2", title: "SOC 2", version: "2017 (points of focus 2022)", source: "", requirements: [] },
		];
		const [finding] = awkward.findings;
		const [{ Compliance }] = findingsOf({
			...awkward,
			frameworks,
			findings: finding ? [{ ...finding, frameworks: { fsbp: ["RDS.3"], soc2: ["CC6.1"] } }] : [],
		});
		expect(Compliance).toMatchObject({
			AssociatedStandards: [
				{ StandardsId: "standards/aws-foundational-security-best-practices/v/1.0.0" },
				{ StandardsId: "parapet/soc2/2017" },
			],
			RelatedRequirements: ["AWS Foundational Security Best Practices 1.0.0 RDS.3", "SOC 2 2017 (points of focus 2022) CC6.1"],
		});
	});

	it("leaves out what no account hosts, and is an empty list then", () => {
		const outside = awkward.findings.map((finding) => ({ ...finding, resource: { ...finding.resource, account: "-" } }));
		expect(findingsOf({ ...awkward, findings: outside })).toEqual([]);
	});
});
