import * as backup from "@aws-sdk/client-backup";
import * as cloudtrail from "@aws-sdk/client-cloudtrail";
import * as monitoring from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as ec2 from "@aws-sdk/client-ec2";
import * as eks from "@aws-sdk/client-eks";
import * as guardduty from "@aws-sdk/client-guardduty";
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as rds from "@aws-sdk/client-rds";
import * as secretsmanager from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { changedBy } from "../../../shared/core/changed-by.ts";
import { kinds, resourceKinds, sourceOf } from "../../../shared/core/kinds.ts";
import { type ChangeEvent, readChange, UnknownChange } from "../../../shared/runtime/app/change-events.ts";
import { changeRules, checkRule, hubTypes, patternLimit, rdsDetails } from "../../../shared/runtime/app/change-patterns.ts";
import { rotationEventNames } from "../../../shared/runtime/app/rotation-events.ts";
import { calledEvent, checkEvent, hubEvent, rdsEvent } from "../../support/change-events.ts";
import { matches } from "../../support/event-pattern.ts";

const clients: Readonly<Record<string, object>> = {
	backup,
	cloudtrail,
	monitoring,
	logs,
	ec2,
	eks,
	guardduty,
	iam,
	kms,
	rds,
	secretsmanager,
};
/** What services do by themselves, by the pages on their CloudTrail entries. */
const rotationEvents = new Set<string>(rotationEventNames.map((name) => `secretsmanager:${name}`));
const serviceEvents = new Set([...rotationEvents, "kms:DeleteKey"]);
const calls = [...new Set(Object.values(changedBy).flat())];

const rulesFor = (event: unknown) => changeRules.filter(({ pattern }) => matches(pattern, event)).map(({ name }) => name);
const affected = (event: unknown) => {
	const change = readChange(event);
	return change.type === "change" ? change.affected : change.type;
};

describe("what changes a kind", () => {
	it.each(calls)("%s is a call that its service has, or something that it does by itself", (call) => {
		const [service = "", name = ""] = call.split(":");
		expect(clients).toHaveProperty(service);
		if (!serviceEvents.has(call)) expect(clients[service]).toHaveProperty(`${name}Command`);
	});

	it("is known for every kind of AWS, and for no other", () => {
		for (const kind of resourceKinds) expect([kind, changedBy[kind].length > 0]).toEqual([kind, sourceOf(kind) === "aws"]);
	});
});

describe("the rules of EventBridge", () => {
	it("keep the limit of a pattern, and have names and descriptions of their own", () => {
		for (const { pattern, description } of [...changeRules, checkRule]) {
			expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(patternLimit);
			expect(description.length).toBeLessThanOrEqual(512);
		}
		const names = changeRules.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,20}$/);
	});

	it.each(calls.filter((call) => !rotationEvents.has(call)))("let %s in, unless it failed", (call) => {
		expect(rulesFor(calledEvent(call))).not.toEqual([]);
		expect(rulesFor(calledEvent(call, {}, { errorCode: "AccessDenied" }))).toEqual([]);
	});

	it("let in what services do by themselves", () => {
		const event = { ...calledEvent("secretsmanager:RotationSucceeded"), "detail-type": "AWS Service Event via CloudTrail" };
		expect(rulesFor(event)).not.toEqual([]);
	});

	it("leave out what changes nothing, and grants that services make for themselves", () => {
		expect(rulesFor(calledEvent("rds:DescribeDBInstances"))).toEqual([]);
		expect(rulesFor(calledEvent("s3:PutBucketPolicy"))).toEqual([]);
		expect(rulesFor(calledEvent("kms:CreateGrant", {}, { userIdentity: { type: "AssumedRole", invokedBy: "ec2.amazonaws.com" } }))).toEqual(
			[],
		);
		expect(rulesFor(calledEvent("kms:CreateGrant"))).toEqual(["grants"]);
	});

	it("let in what RDS says, but for backups and daily snapshots", () => {
		for (const detailType of Object.keys(rdsDetails).filter((each) => !each.includes("Snapshot")))
			expect(rulesFor(rdsEvent(detailType))).toEqual(["rds"]);
		expect(rulesFor(rdsEvent("RDS DB Instance Event", { EventCategories: ["backup"], EventID: "RDS-EVENT-0002" }))).toEqual([]);
		const snapshot = (EventID: string) => rulesFor(rdsEvent("RDS DB Snapshot Event", { EventCategories: ["creation"], EventID }));
		expect(snapshot("RDS-EVENT-0042")).toEqual(["rds-snapshots"]);
		expect(snapshot("RDS-EVENT-0091")).toEqual([]);
	});

	it("let in failed controls of Security Hub about what is judged, never a finding of ours", () => {
		expect(rulesFor(hubEvent())).toEqual(["security-hub"]);
		expect(rulesFor(hubEvent({ ProductArn: "arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default" }))).toEqual([]);
		expect(rulesFor(hubEvent({ Compliance: { Status: "PASSED" } }))).toEqual([]);
		expect(rulesFor(hubEvent({ RecordState: "ARCHIVED" }))).toEqual([]);
		expect(rulesFor(hubEvent({ Resources: [{ Type: "AwsS3Bucket", Id: "arn:aws:s3:::b", Region: "eu-west-1" }] }))).toEqual([]);
	});

	it("let nothing of ours in but the check of a deployment, which has a rule of its own", () => {
		expect(rulesFor(checkEvent())).toEqual([]);
		expect(matches(checkRule.pattern, checkEvent())).toBe(true);
	});
});

describe("what an event says has changed", () => {
	it("lies in the account and region of the call", () => {
		const change = readChange(calledEvent("eks:UpdateClusterConfig", { id: "e-1", account: "444455556666", region: "ap-southeast-2" }));
		expect(change).toEqual({
			type: "change",
			id: "e-1",
			at: Date.parse("2026-06-15T12:00:00Z"),
			what: "eks:UpdateClusterConfig",
			affected: [{ scope: { partition: "aws", account: "444455556666", region: "ap-southeast-2" }, kinds: ["eks.Cluster"] }],
		});
	});

	it("lies in the account's global scope when it is listed once an account", () => {
		expect(affected(calledEvent("iam:PutRolePolicy", { region: "us-east-1" }))).toEqual([
			{ scope: { partition: "aws", account: "111122223333", region: "global" }, kinds: ["iam.Principal"] },
		]);
	});

	it("lies in both when a database comes or goes, since principals are judged by the databases that there are", () => {
		const places = affected(calledEvent("rds:DeleteDBInstance")) as ChangeEvent["affected"];
		expect(
			places.map(({ scope, kinds: changed }) => [scope.region, changed.includes("rds.Snapshot"), changed.includes("iam.Principal")]),
		).toEqual([
			["eu-west-1", true, false],
			["global", false, true],
		]);
	});

	it("is what looks at a security group, at routes and at the state of a key beside themselves", () => {
		const changedKinds = (call: string) => (affected(calledEvent(call)) as ChangeEvent["affected"]).flatMap((each) => each.kinds);
		expect(changedKinds("ec2:AuthorizeSecurityGroupIngress")).toEqual(
			expect.arrayContaining([
				"rds.DbInstance",
				"rds.DbCluster",
				"rds.DbProxy",
				"eks.Cluster",
				"eks.NodeGroup",
				"ec2.SecurityGroup",
				"ec2.Instance",
			]),
		);
		expect(changedKinds("ec2:ReplaceRoute")).toEqual(expect.arrayContaining(["rds.DbInstance", "rds.SubnetGroup", "eks.Cluster"]));
		expect(changedKinds("ec2:ReplaceRoute")).not.toContain("ec2.SecurityGroup");
		expect(changedKinds("kms:ScheduleKeyDeletion")).toEqual(
			expect.arrayContaining([
				"kms.Key",
				"rds.DbInstance",
				"rds.DbCluster",
				"rds.Snapshot",
				"eks.Cluster",
				"secretsmanager.Secret",
				"backup.Vault",
			]),
		);
		expect(changedKinds("kms:CreateGrant")).toEqual(["kms.Key"]);
		expect(changedKinds("rds:ModifyDBParameterGroup").sort()).toEqual(["rds.DbCluster", "rds.DbInstance", "rds.ParameterGroup"]);
		expect(changedKinds("backup:DeleteBackupSelection").sort()).toEqual(["aws.Region", "rds.DbCluster", "rds.DbInstance"]);
	});

	it.each<[string, string]>([
		["db:orders", "rds.DbInstance"],
		["cluster:orders", "rds.DbCluster"],
		["cluster-snapshot:s", "rds.Snapshot"],
		["pg:g", "rds.ParameterGroup"],
		["es:s", "rds.EventSubscription"],
	])("is the kind of what was tagged: %s", (resource, kind) => {
		const resourceName = `arn:aws:rds:eu-west-1:111122223333:${resource}`;
		const event = calledEvent("rds:AddTagsToResource", {}, { requestParameters: { resourceName, tags: [] } });
		expect(affected(event)).toEqual([{ scope: { partition: "aws", account: "111122223333", region: "eu-west-1" }, kinds: [kind] }]);
	});

	it("is every kind of RDS when nobody says what was tagged", () => {
		const [place] = affected(calledEvent("rds:AddTagsToResource", {}, { requestParameters: null })) as ChangeEvent["affected"];
		expect(place?.kinds.length).toBe(resourceKinds.filter((kind) => kinds[kind].service === "rds").length);
	});

	it("keeps partitions apart", () => {
		expect(affected(calledEvent("rds:ModifyDBInstance", { region: "cn-north-1" }))).toMatchObject([{ scope: { partition: "aws-cn" } }]);
		expect(affected(calledEvent("iam:PutRolePolicy", { region: "us-gov-west-1" }))).toMatchObject([
			{ scope: { partition: "aws-us-gov", region: "global" } },
		]);
	});

	it("is read from the detail type of what RDS, EKS and AWS Backup send", () => {
		expect(affected(rdsEvent("RDS DB Snapshot Event"))).toMatchObject([{ kinds: ["rds.Snapshot"] }]);
		const addon = { ...rdsEvent("EKS Addon Update Succeeded"), source: "aws.eks", detail: { clusterName: "prod" } };
		expect(affected(addon)).toMatchObject([{ kinds: ["eks.Cluster"] }]);
		const point = { ...rdsEvent("Recovery Point State Change"), source: "aws.backup", detail: { resourceType: "RDS" } };
		expect(affected(point)).toMatchObject([{ kinds: ["backup.RecoveryPoint"] }]);
	});

	it("is the resource of a finding, in its own account and region, from the time of the finding on", () => {
		expect(readChange(hubEvent({ AwsAccountId: "444455556666" }))).toMatchObject({
			at: Date.parse("2026-06-15T11:59:00.000Z"),
			affected: [{ scope: { account: "444455556666", region: "eu-west-1" }, kinds: ["rds.DbInstance"] }],
		});
		for (const kind of Object.values(hubTypes)) expect(resourceKinds).toContain(kind);
	});

	it.each<[string, unknown]>([
		["a call that failed", calledEvent("rds:ModifyDBInstance", {}, { errorCode: "AccessDenied" })],
		["a call that only reads", calledEvent("rds:ModifyDBInstance", {}, { readOnly: true })],
		["a call of no interest", calledEvent("rds:DescribeDBInstances")],
		["a call with the name of another service's", calledEvent("redshift:CreateCluster")],
		["an event of no interest", { ...rdsEvent("RDS Custom Engine Version Event") }],
		["a finding of another product", hubEvent({ ProductArn: "arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default" })],
	])("is nothing for %s", (_, event) => {
		expect(affected(event)).toBe("nothing");
	});

	it.each<[string, unknown]>([
		["no object", "text"],
		["nothing", null],
		["no envelope", { detail: {} }],
		["an account that is none", calledEvent("rds:ModifyDBInstance", { account: "../../etc" })],
		["a region that is none", calledEvent("rds:ModifyDBInstance", { region: "eu-west-1/../x" })],
		["a region inside that is none", calledEvent("rds:ModifyDBInstance", {}, { awsRegion: "../" })],
		["an event source that is none", calledEvent("rds:ModifyDBInstance", {}, { eventSource: "rds.example.com" })],
		["no time", calledEvent("rds:ModifyDBInstance", {}, { eventTime: "yesterday" })],
		["a finding without an account", hubEvent({ AwsAccountId: undefined })],
		["a check without an id", checkEvent({ id: "" })],
		["a check with more in it", checkEvent({ run: "rm -rf" })],
		["a look of another version", { parapet: "look/2" }],
		[
			"a look with a kind that is none",
			{ parapet: "look/1", scope: { partition: "aws", account: "111122223333", region: "x" }, kinds: ["x"] },
		],
	])("refuses %s, and repeats none of it", (_, event) => {
		expect(() => readChange(event)).toThrow(UnknownChange);
		try {
			readChange(event);
		} catch (error) {
			expect((error as Error).message).not.toMatch(/etc|example\.com|rm -rf|yesterday/);
		}
	});
});
