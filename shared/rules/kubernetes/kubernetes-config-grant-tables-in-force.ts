import { defineRule } from "../../core/rule.ts";
import { isOff } from "../mysql/judge/variables.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigGrantTablesInForce = defineRule({
	id: "kubernetes-config-grant-tables-in-force",
	title: "ConfigMap of MySQL keeps the grant tables in force",
	severity: "critical",
	resource: "kubernetes.DatabaseConfig",
	risk: "With skip-grant-tables everybody who reaches the server has every right, without a password.",
	recommendation: "Remove skip-grant-tables from my.cnf, and roll the pods.",
	links: ["https://dev.mysql.com/doc/refman/8.4/en/server-options.html#option_mysqld_skip-grant-tables"],
	related: {},
	evaluate(config) {
		return judgeConfig(config, {
			engine: "mysql",
			name: "skip_grant_tables",
			byDefault: "OFF",
			secure: isOff,
			must: "not be set",
		});
	},
});
