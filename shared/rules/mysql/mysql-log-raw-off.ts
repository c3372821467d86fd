import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { hasVariable, isOff, judgeVariable } from "./judge/variables.ts";

export const mysqlLogRawOff = defineRule({
	id: "mysql-log-raw-off",
	title: "MySQL hides passwords in its logs",
	severity: "medium",
	resource: "mysql.Server",
	risk: "Statements that set passwords are written to the logs as they are.",
	recommendation: "Start the server without log_raw.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/password-logging.html"],
	related: {},
	evaluate(server) {
		if (!hasVariable(server, "log_raw")) return notApplicable(`${server.name} has no log_raw.`);
		return judgeVariable(server, "log_raw", isOff, "be OFF");
	},
});
