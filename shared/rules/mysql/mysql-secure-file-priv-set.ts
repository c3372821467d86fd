import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { onRds } from "./judge/accounts.ts";
import { judgeVariable } from "./judge/variables.ts";

export const mysqlSecureFilePrivSet = defineRule({
	id: "mysql-secure-file-priv-set",
	title: "MySQL reads and writes files in one directory at most",
	severity: "medium",
	resource: "mysql.Server",
	risk: "Accounts with the FILE privilege read and write files anywhere that the server can, its keys and programs included.",
	recommendation: "Set secure_file_priv = NULL, or name a directory for imports and exports, and restart.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_secure_file_priv"],
	related: {},
	evaluate(server) {
		if (onRds(server)) return notApplicable(`${server.name} runs on RDS, where nobody has the FILE privilege.`);
		return judgeVariable(server, "secure_file_priv", (value) => value !== "" && value !== "/", "be NULL or name a directory");
	},
});
