import { describe, expect, it } from "vitest";
import { readRepairEvent, targetOfArn, UnknownRepairEvent } from "../../../shared/runtime/app/remediation-events.ts";
import { intrusionEvent } from "../../support/intrusion.ts";

const account = "111122223333";
const region = "eu-west-1";
const arn = `arn:aws:rds:${region}:${account}:db:orders`;

type Fields = Record<string, unknown>;
const event = (detailType: string, detail: unknown, differences: Fields = {}) => ({
	version: "0",
	id: "8e5622f9-d81c-4d81-612a-9319e7ee2506",
	"detail-type": detailType,
	source: "aws.securityhub",
	account,
	time: "2026-11-24T12:00:00Z",
	region,
	resources: [],
	detail,
	...differences,
});

/** A control's finding of Security Hub CSPM, as ASFF has it. */
const asff = (differences: Fields = {}): Fields => ({
	SchemaVersion: "2018-10-08",
	Id: `arn:aws:securityhub:${region}:${account}:security-control/RDS.2/finding/a1b2c3`,
	ProductArn: `arn:aws:securityhub:${region}::product/aws/securityhub`,
	GeneratorId: "security-control/RDS.2",
	AwsAccountId: account,
	Region: region,
	Types: ["Software and Configuration Checks/Industry and Regulatory Standards"],
	CreatedAt: "2026-11-24T11:59:00.000Z",
	UpdatedAt: "2026-11-24T11:59:00.000Z",
	Severity: { Label: "CRITICAL" },
	Title: "RDS DB Instances should prohibit public access",
	Resources: [{ Type: "AwsRdsDbInstance", Id: arn, Partition: "aws", Region: region, Details: { AwsRdsDbInstance: {} } }],
	Compliance: { Status: "FAILED", SecurityControlId: "RDS.2", AssociatedStandards: [{ StandardsId: "standards/pci-dss/v/4.0.1" }] },
	Workflow: { Status: "NEW" },
	RecordState: "ACTIVE",
	...differences,
});

/** The same by the newer Security Hub, as OCSF has it. */
const ocsf = (differences: Fields = {}): Fields => ({
	class_uid: 2003,
	class_name: "Compliance Finding",
	activity_id: 1,
	metadata: { version: "1.6.0", product: { name: "Security Hub", uid: `arn:aws:securityhub:${region}::productv2/aws/securityhub` } },
	cloud: { provider: "AWS", region, account: { uid: account } },
	compliance: { control: "RDS.2", status: "Fail", status_id: 3, standards: ["standards/aws-foundational-security-best-practices/v/1.0.0"] },
	finding_info: { uid: "x", title: "RDS DB Instances should prohibit public access" },
	status: "New",
	resources: [{ uid: arn, type: "AWS::RDS::DBInstance", region }],
	...differences,
});

const requestsOf = (body: unknown) => {
	const read = readRepairEvent(body);
	return "requests" in read ? read.requests : [];
};
const imported = (...findings: unknown[]) => event("Security Hub Findings - Imported", { findings });
const custom = (...findings: unknown[]) => event("Security Hub Findings - Custom Action", { actionName: "Parapet", findings });
const second = (...findings: unknown[]) => event("Findings Imported V2", { findings });

describe("an event of Security Hub", () => {
	it("asks for the repair of what its control found", () => {
		expect(requestsOf(imported(asff()))).toEqual([
			{
				id: "8e5622f9-d81c-4d81-612a-9319e7ee2506-0",
				source: "securityHub",
				target: { arn, kind: "rds.DbInstance", name: "orders", partition: "aws", account, region },
				controls: ["RDS.2"],
				by: "Security Hub",
				why: "Security Hub says that RDS.2 failed.",
				at: "2026-11-24T12:00:00Z",
			},
		]);
	});

	it("asks the same in its second version", () => {
		const { id: _, ...first } = requestsOf(imported(asff()))[0] ?? { id: "" };
		expect(requestsOf(second(ocsf()))).toEqual([expect.objectContaining(first)]);
	});

	it("needs no details of the resource", () => {
		expect(requestsOf(imported(asff({ Resources: [{ Type: "AwsRdsDbInstance", Id: arn }] })))).toHaveLength(1);
		expect(requestsOf(second(ocsf({ resources: [{ uid: arn }] })))).toHaveLength(1);
	});

	it.each<[string, Fields]>([
		["passed", { Compliance: { Status: "PASSED", SecurityControlId: "RDS.2" } }],
		["was archived", { RecordState: "ARCHIVED" }],
		["was suppressed there", { Workflow: { Status: "SUPPRESSED" } }],
		["was resolved there", { Workflow: { Status: "RESOLVED" } }],
		["names no control", { Compliance: { Status: "FAILED" } }],
		["has no compliance", { Compliance: undefined }],
		["is of another product", { ProductArn: `arn:aws:securityhub:${region}::product/aws/macie` }],
		["is of Parapet itself", { ProductArn: `arn:aws:securityhub:${region}:${account}:product/${account}/default` }],
		["is about the account", { Resources: [{ Type: "AwsAccount", Id: `AWS::::Account:${account}` }] }],
		["is about another kind of resource", { Resources: [{ Type: "AwsS3Bucket", Id: "arn:aws:s3:::bucket" }] }],
		["names a resource of another account", { Resources: [{ Type: "AwsRdsDbInstance", Id: arn.replace(account, "999988887777") }] }],
	])("asks for nothing when the finding %s", (_, differences) => {
		expect(readRepairEvent(imported(asff(differences)))).toEqual({ why: expect.any(String) });
	});

	it.each<[string, Fields]>([
		["passed", { compliance: { control: "RDS.2", status: "Pass" } }],
		["was suppressed there", { status: "Suppressed" }],
		["is of another product", { metadata: { product: { uid: `arn:aws:securityhub:${region}::productv2/aws/guardduty` } } }],
		["is no compliance finding", { class_uid: 2004 }],
		["names no control", { compliance: { status: "Fail" } }],
		["names a resource of another account", { resources: [{ uid: arn.replace(account, "999988887777") }] }],
	])("asks for nothing when the OCSF finding %s", (_, differences) => {
		expect(readRepairEvent(second(ocsf(differences)))).toEqual({ why: expect.any(String) });
	});

	it("loses none of its findings to one of another shape", () => {
		expect(requestsOf(imported({ Id: "nodetails" }, asff(), null, asff({ Resources: "none" })))).toHaveLength(1);
		expect(requestsOf(second(null, ocsf(), { class_uid: 2003 }))).toHaveLength(1);
	});
});

describe("a custom action", () => {
	it("asks for what somebody chose, also of Parapet's own findings and of what is marked", () => {
		const own = asff({
			ProductArn: `arn:aws:securityhub:${region}:${account}:product/${account}/default`,
			Compliance: { Status: "FAILED", SecurityControlId: "rds-instance-public-access-disabled" },
		});
		expect(requestsOf(custom(own, asff({ Workflow: { Status: "SUPPRESSED" } })))).toMatchObject([
			{ source: "customAction", rules: ["rds-instance-public-access-disabled"], by: "Security Hub, custom action Parapet" },
			{ source: "customAction", controls: ["RDS.2"] },
		]);
	});

	it("asks for nothing that passed or is archived", () => {
		expect(
			requestsOf(custom(asff({ RecordState: "ARCHIVED" }), asff({ Compliance: { Status: "PASSED", SecurityControlId: "RDS.2" } }))),
		).toEqual([]);
	});
});

describe("a finding of GuardDuty", () => {
	it("tells who logged in where", () => {
		expect(readRepairEvent(intrusionEvent())).toEqual({
			intrusion: {
				id: "16afba5c5c43e07c9e3e5e2e544e95df",
				type: "CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin",
				severity: 8,
				account,
				region,
				database: "orders",
				arn,
				user: "dbo",
				at: "2026-11-24T12:00:00Z",
			},
		});
	});

	it.each<[string, Fields]>([
		["is about something else", { type: "UnauthorizedAccess:EC2/SSHBruteForce" }],
		["names no database", { resource: { resourceType: "AccessKey" } }],
	])("tells nothing when it %s", (_, differences) => {
		expect(readRepairEvent(intrusionEvent(differences))).toEqual({ why: expect.any(String) });
	});
});

describe("what is no such event", () => {
	it.each<[string, unknown]>([
		["nothing", null],
		["a text", "x"],
		["an event without an account", { ...imported(asff()), account: undefined }],
		["findings that are no list", event("Security Hub Findings - Imported", { findings: "x" })],
		["too many findings", event("Security Hub Findings - Imported", { findings: Array.from({ length: 101 }, () => asff()) })],
	])("%s is refused, and not repeated", (_, body) => {
		expect(() => readRepairEvent(body)).toThrow(UnknownRepairEvent);
	});

	it("leads nowhere when it is of somebody else", () => {
		expect(readRepairEvent(event("Security Hub Insight Results", {}))).toEqual({ why: expect.any(String) });
		expect(readRepairEvent({ ...imported(asff()), source: "aws.rds" })).toEqual({ why: expect.any(String) });
	});
});

describe("an ARN", () => {
	it.each([
		[arn, "rds.DbInstance", "orders"],
		[`arn:aws:rds:${region}:${account}:cluster:orders`, "rds.DbCluster", "orders"],
		[`arn:aws:rds:${region}:${account}:snapshot:rds:orders-2026`, "rds.Snapshot", "rds:orders-2026"],
		[`arn:aws:ec2:${region}:${account}:security-group/sg-1`, "ec2.SecurityGroup", "sg-1"],
		[`arn:aws:kms:${region}:${account}:key/mrk-1`, "kms.Key", "mrk-1"],
		[`arn:aws:secretsmanager:${region}:${account}:secret:prod/orders-AbCdEf`, "secretsmanager.Secret", "prod/orders-AbCdEf"],
		[`arn:aws:eks:${region}:${account}:cluster/shop`, "eks.Cluster", "shop"],
		[`arn:aws-cn:rds:cn-north-1:${account}:db:orders`, "rds.DbInstance", "orders"],
	])("%s names what it is of", (text, kind, name) => expect(targetOfArn(text, account, region)).toMatchObject({ arn: text, kind, name }));

	it("of a global cluster lies where the event came from", () => {
		expect(targetOfArn(`arn:aws:rds::${account}:global-cluster:g`, account, region)).toMatchObject({ kind: "rds.GlobalCluster", region });
	});

	it.each(["", "arn", "arn:aws:rds", `arn:aws:rds:${region}:${account}:db:`, `arn:aws:rds:${region}:${account}:db:a b`, `${arn}\n`])(
		"%j names nothing",
		(text) => expect(targetOfArn(text, account, region)).toBeUndefined(),
	);
});
