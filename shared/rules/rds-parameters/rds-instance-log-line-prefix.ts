import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { logLinePrefix } from "./judge/logging.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLogLinePrefix = defineRule({
	id: "rds-instance-log-line-prefix",
	title: "RDS DB instance logs time, user, database, host and process (PostgreSQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "A line that does not say when, who, on which database and from where cannot be tied to a session or a person.",
	recommendation: "Set log_line_prefix in the DB parameter group to a prefix such as the RDS default %t:%r:%u@%d:[%p]:.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html"],
	related: {},
	parameters: {
		facts: strings(["time", "user", "database", "host", "process"], "What every line of the log must carry.", [
			"time",
			"user",
			"database",
			"host",
			"process",
		]),
	},
	evaluate: (db, { parameters }) => judgeInstance(db, logLinePrefix(parameters.facts)),
});
