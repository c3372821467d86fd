import { describe, expect, it } from "vitest";
import type { Action, Family } from "../../shared/remediations/action.ts";
import { tagReads } from "../../shared/remediations/engine/tag-reads.ts";
import { repairReads } from "../../shared/remediations/reading.permissions.ts";
import { remediations } from "../../shared/remediations/registry.ts";
import { mayWrite, readsOf, rightsOf } from "../../shared/remediations/rights.ts";
import { type RemediationConfig, remediationSettings } from "../../shared/remediations/settings.ts";

const place = { partition: "aws", account: "111122223333" };
const action = (id: string, family: Family, writes: string[], also: string[] = []): Action =>
	({
		id,
		family,
		rules: [`${id}-rule`],
		writes,
		reads: ["rds:DescribeDBInstances"],
		alsoNeeds: also.map((each) => ({ action: each, why: "x" })),
	}) as unknown as Action;
const actions = [
	action("rds-instance-private", "rds", ["rds:ModifyDBInstance"]),
	action("rds-instance-monitored", "rds", ["rds:ModifyDBInstance"], ["iam:PassRole"]),
	action("snapshot-encrypted", "snapshots", ["rds:CopyDBSnapshot"], ["kms:CreateGrant"]),
	action("group-closed", "network", ["ec2:RevokeSecurityGroupIngress"]),
];
const rights = (config: RemediationConfig) => rightsOf(actions, remediationSettings(config), place);
const everywhere = [{ accounts: ["*"] }];

describe("the rights of repairs", () => {
	it.each<[string, RemediationConfig]>([
		["that are only planned", { allow: everywhere }],
		["that are off", { mode: "off", allow: everywhere }],
		["that are allowed nowhere", { mode: "auto" }],
		["that are allowed for another action", { mode: "auto", allow: [{ accounts: ["*"], actions: ["other"] }] }],
	])("are none for those %s", (_, config) => expect(rights(config)).toEqual([]));

	it("are those of the actions of a family that may change something, on resources of the account", () => {
		expect(rights({ rules: [{ actions: ["rds-instance-private"], mode: "approve" }], allow: everywhere })).toEqual([
			{
				family: "rds",
				actions: ["rds:ModifyDBInstance"],
				statements: [
					{
						Sid: "RepairRds",
						Effect: "Allow",
						Action: ["rds:ModifyDBInstance"],
						Resource: ["arn:aws:rds:*:111122223333:*", "arn:aws:rds::111122223333:*"],
					},
				],
			},
		]);
	});

	it.each(["approve", "window", "auto"] as const)("are one role for each family in mode %s", (mode) => {
		expect(rights({ mode, allow: everywhere }).map(({ family }) => family)).toEqual(["rds", "snapshots", "network"]);
	});

	it("bind what could do far more to what it is for", () => {
		const role = "arn:aws:iam::111122223333:role/rds-monitoring";
		const kmsKey = "arn:aws:kms:eu-west-1:111122223333:key/k";
		const made = rights({ mode: "auto", allow: everywhere, settings: { monitoringRole: role, kmsKey } }).flatMap(
			({ statements }) => statements,
		);
		expect(made.find(({ Sid }) => Sid === "AlsoIamPassRole")).toMatchObject({
			Action: ["iam:PassRole"],
			Resource: [role],
			Condition: { StringEquals: { "iam:PassedToService": "monitoring.rds.amazonaws.com" } },
		});
		expect(made.find(({ Sid }) => Sid === "AlsoKmsCreateGrant")).toMatchObject({
			Resource: [kmsKey],
			Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
		});
		// Without a role in the settings there is nothing to pass.
		expect(JSON.stringify(rights({ mode: "auto", allow: everywhere }))).toContain("role/none");
	});

	it("deny what lies outside the accounts and regions that are allowed, as far as IAM can say it", () => {
		const denied = (allow: RemediationConfig["allow"]) =>
			rights({ mode: "auto", allow })[0]?.statements.filter(({ Effect }) => Effect === "Deny") ?? [];
		const eu = { accounts: ["111122223333"], regions: ["eu-*"] };
		expect(denied([eu, { accounts: ["4444*"], regions: ["us-east-1"] }])).toEqual([
			{
				Sid: "OutsideAllowedAccounts",
				Effect: "Deny",
				Action: ["*"],
				Resource: ["*"],
				Condition: { StringNotLike: { "aws:PrincipalAccount": ["111122223333", "4444*"] } },
			},
			{
				Sid: "OutsideAllowedRegions",
				Effect: "Deny",
				Action: ["rds:ModifyDBInstance"],
				Resource: ["*"],
				Condition: { StringNotLike: { "aws:RequestedRegion": ["eu-*", "us-east-1"] } },
			},
		]);
		// One scope without regions means all of them; what is no glob is the engine's own to check.
		expect(denied([eu, { accounts: ["111122223333"] }]).map(({ Sid }) => Sid)).toEqual(["OutsideAllowedAccounts"]);
		expect(denied([{ accounts: ["/^1111/"], regions: ["eu-west-1"] }]).map(({ Sid }) => Sid)).toEqual(["OutsideAllowedRegions"]);
	});

	it("leave Route 53 to its own region, wherever the cluster is", () => {
		const eks = [action("eks-endpoint", "eks", ["eks:UpdateClusterConfig"], ["route53:AssociateVPCWithHostedZone"])];
		const settings = remediationSettings({ mode: "auto", allow: [{ accounts: ["*"], regions: ["eu-*"] }] });
		expect(rightsOf(eks, settings, place)[0]?.statements.find(({ Effect }) => Effect === "Deny")?.Action).toEqual([
			"eks:UpdateClusterConfig",
		]);
	});

	it("have no action with a wildcard in what they allow", () => {
		for (const { Effect, Action: names } of rights({ mode: "auto", allow: everywhere }).flatMap(({ statements }) => statements))
			if (Effect === "Allow") for (const name of names) expect(name).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
	});

	it("name the readings of every action that there is", () => expect(repairReads).toEqual(readsOf(remediations)));

	it("name each reading once, beside those of tags", () =>
		expect(readsOf(actions).filter((api) => !(tagReads as readonly string[]).includes(api))).toEqual(["rds:DescribeDBInstances"]));

	it("hang on the rules of an action as well as on its id", () => {
		const settings = remediationSettings({ rules: [{ rules: ["group-closed-rule"], mode: "auto" }], allow: everywhere });
		expect(actions.filter((each) => mayWrite(settings, each)).map(({ id }) => id)).toEqual(["group-closed"]);
	});
});
