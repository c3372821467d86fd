import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { logMinDuration } from "./judge/logging.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLogMinDurationStatement = defineRule({
	id: "rds-instance-log-min-duration-statement",
	title: "RDS DB instance logs slow statements (PostgreSQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Without slow statements in the log, abuse that shows as load, such as copying whole tables, goes unnoticed.",
	recommendation:
		"Set log_min_duration_statement in the DB parameter group to a number of milliseconds, and log_parameter_max_length to 0 to keep bind values out of the log.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	parameters: {
		maximumMilliseconds: integer(5000, "Slowest statement that may go unlogged, in milliseconds.", { maximum: 2_147_483_647 }),
	},
	evaluate: (db, { parameters }) => judgeInstance(db, logMinDuration(parameters.maximumMilliseconds)),
});
