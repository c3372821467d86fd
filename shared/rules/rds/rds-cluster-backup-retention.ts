import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeBackupRetention } from "./judge/backups.ts";

export const rdsClusterBackupRetention = defineRule({
	id: "rds-cluster-backup-retention",
	title: "RDS DB cluster keeps automated backups long enough",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Damage that is noticed after the retention period cannot be undone, because no backup from before it exists any more.",
	recommendation: "Raise the backup retention period to at least seven days, or to what your recovery objectives ask (at most 35 days).",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html"],
	related: { securityHub: ["RDS.50"], awsConfig: ["rds-cluster-backup-retention-check"] },
	parameters: { minimumDays: integer(7, "Least number of days for which automated backups are kept.", { minimum: 1, maximum: 35 }) },
	evaluate: (cluster, { parameters }) => judgeBackupRetention(cluster, parameters.minimumDays),
});
