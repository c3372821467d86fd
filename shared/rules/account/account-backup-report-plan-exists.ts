import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeExistence } from "./judge/existence.ts";
import { hasNoDatabases } from "./judge/watched.ts";

export const accountBackupReportPlanExists = defineRule({
	id: "account-backup-report-plan-exists",
	title: "AWS Backup has a report plan where there are databases",
	severity: "low",
	resource: "aws.Region",
	risk: "Without reports nobody notices jobs that fail or databases that no plan selects until a restore is needed.",
	recommendation: "Create an AWS Backup report plan for backup jobs and for compliance with the controls that your framework asks for.",
	links: ["https://docs.aws.amazon.com/aws-backup/latest/devguide/whatisbackup.html"],
	related: { prowler: ["backup_reportplans_exist"] },
	evaluate(region) {
		if (hasNoDatabases(region)) return notApplicable(`There are no databases in ${region.name}.`);
		return judgeExistence(region, "backup report plan", need(region.backupReportPlans));
	},
});
