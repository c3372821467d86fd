import { defineRule } from "../../core/rule.ts";
import { isOn, judgeVariable } from "./judge/variables.ts";

export const mysqlSkipNameResolve = defineRule({
	id: "mysql-skip-name-resolve",
	title: "MySQL trusts addresses instead of names",
	severity: "low",
	resource: "mysql.Server",
	risk: "Whoever controls the reverse zone of an address chooses the host name by which accounts are matched, and logins wait for the name service.",
	recommendation: "Write the hosts of accounts as addresses, set skip_name_resolve = ON and restart.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_skip_name_resolve"],
	related: {},
	evaluate(server) {
		return judgeVariable(server, "skip_name_resolve", isOn, "be ON");
	},
});
