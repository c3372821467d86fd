import { describe, expect, it } from "vitest";
import { collectBackup } from "../../../shared/collectors/aws/backup/collect.ts";
import { buildBackup } from "../../../shared/collectors/aws/backup/facts.ts";
import { need, seen } from "../../../shared/core/observed.ts";
import { everything, factsOver, ofKind } from "../../support/aws/around.ts";
import { type Answer, fails, fakeCaller, paged } from "../../support/aws/fake-caller.ts";

const instance = "arn:aws:rds:eu-west-1:111122223333:db:orders";
const vault = (BackupVaultName: string, Locked: boolean, NumberOfRecoveryPoints: number) => ({
	BackupVaultName,
	BackupVaultArn: `arn:aws:backup:eu-west-1:111122223333:backup-vault:${BackupVaultName}`,
	EncryptionKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/k-1",
	Locked,
	NumberOfRecoveryPoints,
});
const answers: Record<string, Answer> = {
	"backup:ListBackupVaults": { BackupVaultList: [vault("locked", true, 2), vault("open", false, 0)] },
	"backup:ListBackupPlans": paged(
		"BackupPlansList",
		[[{ BackupPlanId: "p1", BackupPlanName: "daily" }], [{ BackupPlanId: "p2" }]],
		"NextToken",
		"NextToken",
	),
	"backup:ListReportPlans": { ReportPlans: [{}] },
	"backup:GetBackupPlan": ({ BackupPlanId }) => ({
		BackupPlan: {
			Rules:
				BackupPlanId === "p1"
					? [{ TargetBackupVaultName: "locked" }, { TargetBackupVaultName: "open" }, { TargetBackupVaultName: "open" }]
					: [],
		},
	}),
	"backup:ListBackupSelections": ({ BackupPlanId }) => ({
		BackupSelectionsList: BackupPlanId === "p1" ? [{ SelectionId: "s1" }, { SelectionId: "s2" }] : [],
	}),
	"backup:GetBackupSelection": ({ SelectionId }) => ({
		BackupSelection:
			SelectionId === "s1"
				? { SelectionName: "by-tag", ListOfTags: [{ ConditionType: "STRINGEQUALS", ConditionKey: "backup", ConditionValue: "daily" }] }
				: { SelectionName: "tables", Resources: ["arn:aws:dynamodb:*:*:table/*"] },
	}),
	"backup:DescribeRegionSettings": { ResourceTypeOptInPreference: { RDS: true, Aurora: false } },
	"backup:ListTags": { Tags: { team: "payments" } },
	"backup:ListRecoveryPointsByBackupVault": ({ ByResourceType, BackupVaultName }) => ({
		RecoveryPoints: [
			{
				RecoveryPointArn: "arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:job-1",
				BackupVaultName,
				ResourceType: ByResourceType,
				IsEncrypted: true,
				CreationDate: new Date(0),
			},
		],
	}),
	"kms:DescribeKey": {
		KeyMetadata: { KeyId: "k-1", Arn: "arn:aws:kms:eu-west-1:111122223333:key/k-1", KeyManager: "CUSTOMER", KeyState: "Enabled" },
	},
};
const tags = seen({ backup: "daily" });

describe("the coverage of AWS Backup", () => {
	it("names each plan that selects the resource, with every vault that the plan writes to", async () => {
		const backup = await buildBackup(fakeCaller(answers));
		const entry = { planId: "p1", planName: "daily", selectionName: "by-tag" };
		expect(need(backup.coverage(instance, tags)).plans).toEqual([
			{ ...entry, vault: "locked", vaultLocked: true },
			{ ...entry, vault: "open", vaultLocked: false },
		]);
		expect(need(backup.coverage(instance, seen({}))).plans).toEqual([]);
	});

	it("counts a cluster as Aurora unless told that it is not", async () => {
		const backup = await buildBackup(fakeCaller(answers));
		const cluster = "arn:aws:rds:eu-west-1:111122223333:cluster:orders";
		expect(need(backup.coverage(cluster, tags)).plans).toEqual([]);
		expect(need(backup.coverage(cluster, tags, "RDS")).plans).toHaveLength(2);
	});

	it("is unread when any part that decides is", async () => {
		for (const operation of ["ListBackupPlans", "ListBackupSelections", "GetBackupSelection", "DescribeRegionSettings"]) {
			const backup = await buildBackup(fakeCaller({ ...answers, [`backup:${operation}`]: fails("denied") }));
			expect(backup.coverage(instance, tags)).toHaveProperty("unread.operation", operation);
		}
	});

	it("keeps the plan and loses only the vault when the plan cannot be read", async () => {
		const backup = await buildBackup(fakeCaller({ ...answers, "backup:GetBackupPlan": fails("denied") }));
		expect(need(backup.coverage(instance, tags)).plans).toEqual([{ planId: "p1", planName: "daily", selectionName: "by-tag" }]);
	});

	it("counts plans and report plans, and costs one call a list, a plan and a selection", async () => {
		const aws = fakeCaller(answers);
		const backup = await buildBackup(aws);
		expect([need(backup.plans), need(backup.reportPlans)]).toEqual([2, 1]);
		// 1 + 2 pages + 1 listings, 2 plans with 2 listings of selections, 2 selections, 1 opt-in.
		expect(aws.count()).toBe(11);
	});

	it("does not ask for the opt-in where nothing is selected", async () => {
		const aws = fakeCaller({ ...answers, "backup:ListBackupSelections": { BackupSelectionsList: [] } });
		expect(need((await buildBackup(aws)).coverage(instance, tags)).plans).toEqual([]);
		expect(aws.count("backup:DescribeRegionSettings")).toBe(0);
	});
});

describe("backup vaults", () => {
	const collect = (changed: Record<string, Answer> = {}) => {
		const aws = fakeCaller({ ...answers, ...changed });
		return { aws, collected: collectBackup(aws, factsOver(aws), everything) };
	};

	it("carry lock, key and tags, and the recovery points of databases", async () => {
		const { aws, collected } = collect();
		const [locked] = ofKind(await collected, "backup.Vault");
		expect(locked).toMatchObject({
			name: "locked",
			locked: true,
			kmsKey: { value: { manager: "CUSTOMER" } },
			tags: seen({ team: "payments" }),
		});
		const points = ofKind(await collected, "backup.RecoveryPoint").filter(({ vault }) => vault === "locked");
		expect(points.map(({ name, resourceType, createdAt }) => [name, resourceType, createdAt])).toEqual([
			["awsbackup:job-1", "RDS", "1970-01-01T00:00:00.000Z"],
			["awsbackup:job-1", "Aurora", "1970-01-01T00:00:00.000Z"],
		]);
		expect(aws.count("backup:ListRecoveryPointsByBackupVault")).toBe(4);
	});

	it("that could not be listed leave their kinds incomplete", async () => {
		const { errors } = await collect({ "backup:ListBackupVaults": fails("denied") }).collected;
		expect(errors).toMatchObject([{ cause: "denied", kinds: ["backup.Vault", "backup.RecoveryPoint"] }]);
	});

	it("whose recovery points are denied are kept beside the errors", async () => {
		const collected = await collect({ "backup:ListRecoveryPointsByBackupVault": fails("denied") }).collected;
		expect(ofKind(collected, "backup.Vault")).toHaveLength(2);
		expect(collected.errors.map(({ kinds }) => kinds)).toEqual(Array.from({ length: 4 }, () => ["backup.RecoveryPoint"]));
	});
});
