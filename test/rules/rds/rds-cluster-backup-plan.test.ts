import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterBackupPlan } from "../../../shared/rules/rds/rds-cluster-backup-plan.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const plan = { planId: "p", planName: "nightly", selectionName: "by-tag" };

testRule(rdsClusterBackupPlan, {
	pass: [
		{
			name: "a plan selects it",
			says: "databases selects ledger",
			evidence: { plans: [{ planName: "databases", selectionName: "all", vault: "locked" }] },
		},
		{ name: "a plan selects it, with an open vault", with: { backup: seen({ plans: [{ ...plan, vaultLocked: false }] }) } },
		{ name: "a locked vault, as demanded", parameters: { requireVaultLock: true }, says: "locked vault" },
		{
			name: "the second plan has the locked vault",
			with: { backup: seen({ plans: [plan, { ...plan, planName: "vaulted", vaultLocked: true }] }) },
			parameters: { requireVaultLock: true },
			says: "vaulted",
		},
	],
	fail: [
		{ name: "no plan selects it", with: { backup: seen({ plans: [] }) }, says: "No plan", evidence: { plans: [] } },
		{
			name: "an open vault where a locked one is demanded",
			with: { backup: seen({ plans: [{ ...plan, vaultLocked: false }] }) },
			parameters: { requireVaultLock: true },
			says: "locked vault",
		},
	],
	indeterminate: [
		{ name: "AWS Backup was denied", with: { backup: denied("backup", "ListBackupSelections") }, says: "backup:ListBackupSelections" },
		{
			name: "a vault whose lock is unknown where one is demanded",
			with: { backup: seen({ plans: [{ ...plan, vaultLocked: false }, plan] }) },
			parameters: { requireVaultLock: true },
			says: "vault",
		},
	],
});
