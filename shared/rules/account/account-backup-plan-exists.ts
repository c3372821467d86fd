import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeExistence } from "./judge/existence.ts";
import { hasNoDatabases } from "./judge/watched.ts";

export const accountBackupPlanExists = defineRule({
	id: "account-backup-plan-exists",
	title: "AWS Backup has a plan where there are databases",
	severity: "low",
	resource: "aws.Region",
	risk: "Without a plan backups depend on the settings of each database; nothing copies them to another region or account or keeps them longer.",
	recommendation:
		"Create an AWS Backup plan that selects the databases by tag and copies their recovery points to another region or account.",
	links: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html"],
	related: { prowler: ["backup_plans_exist"] },
	evaluate(region) {
		if (hasNoDatabases(region)) return notApplicable(`There are no databases in ${region.name}.`);
		return judgeExistence(region, "backup plan", need(region.backupPlans));
	},
});
