import { defineRule } from "../../core/rule.ts";
import { isOff, judgeVariable } from "./judge/variables.ts";

export const mysqlLocalInfileOff = defineRule({
	id: "mysql-local-infile-off",
	title: "MySQL clients cannot be asked for local files",
	severity: "medium",
	resource: "mysql.Server",
	risk: "A statement by SQL injection, or a rogue server, reads files of the host on which the client runs.",
	recommendation: "Set local_infile = OFF; load files by other means.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/load-data-local-security.html"],
	related: {},
	evaluate(server) {
		return judgeVariable(server, "local_infile", isOff, "be OFF");
	},
});
