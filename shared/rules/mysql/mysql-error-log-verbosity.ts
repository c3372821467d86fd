import { defineRule } from "../../core/rule.ts";
import { hasVariable, judgeVariable } from "./judge/variables.ts";

export const mysqlErrorLogVerbosity = defineRule({
	id: "mysql-error-log-verbosity",
	title: "MySQL logs warnings beside errors",
	severity: "low",
	resource: "mysql.Server",
	risk: "Refused connections and failed logins are warnings or notes: below this level nobody sees an attack.",
	recommendation: "Set log_error_verbosity = 2 or 3 (MariaDB: log_warnings = 2).",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_log_error_verbosity"],
	related: {},
	evaluate(server) {
		const name = hasVariable(server, "log_error_verbosity") ? "log_error_verbosity" : "log_warnings";
		return judgeVariable(server, name, (value) => Number(value) >= 2, "be 2 or more");
	},
});
