import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigLogStatement = defineRule({
	id: "kubernetes-config-log-statement",
	title: "ConfigMap of PostgreSQL logs changes of the schema at least",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "Changes of tables, roles and grants leave no trace.",
	recommendation: "Set log_statement = ddl (or mod) in postgresql.conf, or audit with pgaudit and allow none for this rule.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.25"] },
	parameters: { allowedStatements: strings(["ddl", "mod", "all"], "The values that are accepted.", ["none", "ddl", "mod", "all"]) },
	evaluate(config, { parameters }) {
		return judgeConfig(config, {
			engine: "postgres",
			name: "log_statement",
			byDefault: "none",
			secure: (value) => parameters.allowedStatements.includes(value.toLowerCase()),
			must: `be one of ${parameters.allowedStatements.join(", ")}`,
		});
	},
});
