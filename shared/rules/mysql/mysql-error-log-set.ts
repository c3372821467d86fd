import { defineRule } from "../../core/rule.ts";
import { judgeVariable } from "./judge/variables.ts";

export const mysqlErrorLogSet = defineRule({
	id: "mysql-error-log-set",
	title: "MySQL writes an error log",
	severity: "low",
	resource: "mysql.Server",
	risk: "Failed logins, crashes and refused connections leave no trace.",
	recommendation: "Set log_error to a file, or to stderr where the platform collects it, and restart.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/error-log.html"],
	related: {},
	evaluate(server) {
		return judgeVariable(server, "log_error", (value) => value !== "", "name a file or stderr");
	},
});
