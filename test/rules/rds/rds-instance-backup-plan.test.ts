import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceBackupPlan } from "../../../shared/rules/rds/rds-instance-backup-plan.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const plan = (planName: string, vaultLocked?: boolean) => ({
	planId: planName,
	planName,
	selectionName: "by-tag",
	vault: "main",
	...(vaultLocked === undefined ? {} : { vaultLocked }),
});

testRule(rdsInstanceBackupPlan, {
	pass: [
		{
			name: "a plan",
			says: "plan databases selects orders",
			evidence: { plans: [{ planName: "databases", selectionName: "all", vault: "locked" }] },
		},
		{ name: "a plan with an open vault", with: { backup: seen({ plans: [plan("daily", false)] }) }, says: "daily" },
		{
			name: "one of two vaults is locked",
			with: { backup: seen({ plans: [plan("daily", false), plan("weekly", true)] }) },
			parameters: { requireVaultLock: true },
			says: "weekly",
		},
	],
	fail: [
		{ name: "no plan", with: { backup: seen({ plans: [] }) }, says: "No plan of AWS Backup selects orders", evidence: { plans: [] } },
		{
			name: "no locked vault",
			with: { backup: seen({ plans: [plan("daily", false)] }) },
			parameters: { requireVaultLock: true },
			says: "locked vault",
		},
	],
	notApplicable: [
		{ name: "a member of a cluster", with: { backup: seen({ plans: [] }), clusterId: "ledger" }, says: "judged on its cluster" },
	],
	indeterminate: [
		{
			name: "selections could not be read",
			with: { backup: denied("backup", "ListBackupSelections") },
			says: "backup:ListBackupSelections",
		},
		{
			name: "it is unknown whether the vault is locked",
			with: { backup: seen({ plans: [plan("weekly")] }) },
			parameters: { requireVaultLock: true },
			says: "Locked",
		},
	],
});
