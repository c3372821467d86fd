import { logStatement } from "../../rules/rds-parameters/judge/logging.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupLogStatement = parameterAction({
	id: "rds-parameter-group-log-statement",
	title: "Log schema changes and role statements (PostgreSQL)",
	rules: ["rds-instance-log-statement", "rds-cluster-log-statement"],
	question: logStatement(["ddl", "mod", "all"]),
	level: "approve",
	values: () => ["ddl"],
	risk: "medium",
	notes: [
		"Statements are logged as they are written: CREATE ROLE and ALTER ROLE with a password in plain text put it in the log. pgaudit leaves passwords out.",
	],
});
