import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { onRds } from "./judge/accounts.ts";
import { hasVariable, isOff, judgeVariable } from "./judge/variables.ts";

export const mysqlSymbolicLinksOff = defineRule({
	id: "mysql-symbolic-links-off",
	title: "MySQL follows no symbolic links for tables",
	severity: "low",
	resource: "mysql.Server",
	risk: "A table that is a link lets whoever may create tables delete or overwrite files outside of the data directory.",
	recommendation: "Start the server with skip-symbolic-links (the default from MySQL 8.0.2 on).",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/symbolic-links.html"],
	related: {},
	evaluate(server) {
		if (onRds(server)) return notApplicable(`${server.name} runs on RDS, where nobody has access to the host.`);
		if (!hasVariable(server, "have_symlink")) return notApplicable(`${server.name} does not support symbolic links any more.`);
		return judgeVariable(server, "have_symlink", (value) => value.toUpperCase() === "DISABLED" || isOff(value), "be DISABLED");
	},
});
