import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeExistence } from "./judge/existence.ts";
import { hasNoDatabases } from "./judge/watched.ts";

export const accountBackupVaultExists = defineRule({
	id: "account-backup-vault-exists",
	title: "AWS Backup has a vault where there are databases",
	severity: "low",
	resource: "aws.Region",
	risk: "Without a vault there is no place for backups that survives the deletion of the database and can be locked.",
	recommendation: "Create an AWS Backup vault with a customer managed key and a vault lock, and let a backup plan write to it.",
	links: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html"],
	related: { prowler: ["backup_vaults_exist"] },
	evaluate(region) {
		if (hasNoDatabases(region)) return notApplicable(`There are no databases in ${region.name}.`);
		return judgeExistence(region, "backup vault", need(region.backupVaults));
	},
});
