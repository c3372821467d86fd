import { defineRule } from "../../core/rule.ts";
import { items, judgeVariable } from "./judge/variables.ts";

export const mysqlSqlModeStrict = defineRule({
	id: "mysql-sql-mode-strict",
	title: "MySQL refuses values that do not fit",
	severity: "low",
	resource: "mysql.Server",
	risk: "Values are cut or changed silently, by which checks of applications can be evaded.",
	recommendation: "Add STRICT_ALL_TABLES (or STRICT_TRANS_TABLES) to sql_mode.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html"],
	related: {},
	evaluate(server) {
		return judgeVariable(
			server,
			"sql_mode",
			(value) => items(value).some((mode) => mode === "strict_all_tables" || mode === "strict_trans_tables" || mode === "traditional"),
			"contain STRICT_ALL_TABLES or STRICT_TRANS_TABLES",
		);
	},
});
