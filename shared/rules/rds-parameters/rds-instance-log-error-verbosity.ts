import { defineRule } from "../../core/rule.ts";
import { logErrorVerbosity } from "./judge/logging.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLogErrorVerbosity = defineRule({
	id: "rds-instance-log-error-verbosity",
	title: "RDS DB instance logs errors in full (PostgreSQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Terse messages leave out the detail, hint and context that an investigation needs.",
	recommendation: "Set log_error_verbosity to default or verbose in the DB parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, logErrorVerbosity),
});
