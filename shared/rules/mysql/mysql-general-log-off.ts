import { defineRule } from "../../core/rule.ts";
import { isOff, judgeVariable } from "./judge/variables.ts";

export const mysqlGeneralLogOff = defineRule({
	id: "mysql-general-log-off",
	title: "MySQL does not write every statement to the general log",
	severity: "low",
	resource: "mysql.Server",
	risk: "The general log holds every statement with its values, passwords included, for whoever reads the file.",
	recommendation: "Set general_log = OFF, and audit with an audit plugin, which filters and protects what it writes.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/query-log.html"],
	related: {},
	evaluate(server) {
		return judgeVariable(server, "general_log", isOff, "be OFF");
	},
});
