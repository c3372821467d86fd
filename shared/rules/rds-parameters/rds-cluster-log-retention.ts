import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { logRetention } from "./judge/logging.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogRetention = defineRule({
	id: "rds-cluster-log-retention",
	title: "RDS DB cluster keeps its log files long enough (PostgreSQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Files that vanish early are gone before an incident is noticed, unless they are exported.",
	recommendation:
		"Set rds.log_retention_period in the DB cluster parameter group (1440 to 10080 minutes) and export the log to CloudWatch Logs for longer storage.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	parameters: { minimumMinutes: integer(4320, "Minutes for which RDS must keep log files.", { minimum: 1440, maximum: 10_080 }) },
	evaluate: (cluster, { parameters }) => judgeCluster(cluster, logRetention(parameters.minimumMinutes)),
});
