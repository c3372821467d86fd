import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeSetting } from "./judge/settings.ts";

export const postgresLogStatement = defineRule({
	id: "postgres-log-statement",
	title: "PostgreSQL logs changes of the schema at least",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Changes of tables, roles and grants leave no trace.",
	recommendation: "Set log_statement = ddl (or mod), or audit with pgaudit and allow none for this rule.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.25"] },
	parameters: { allowedStatements: strings(["ddl", "mod", "all"], "The values that are accepted.", ["none", "ddl", "mod", "all"]) },
	evaluate(server, { parameters }) {
		return judgeSetting(
			server,
			"log_statement",
			(value) => parameters.allowedStatements.includes(value),
			`be one of ${parameters.allowedStatements.join(", ")}`,
		);
	},
});
