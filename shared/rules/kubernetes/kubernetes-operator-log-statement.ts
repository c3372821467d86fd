import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeParameter, leftAlone } from "./judge/operator.ts";

export const kubernetesOperatorLogStatement = defineRule({
	id: "kubernetes-operator-log-statement",
	title: "Database of an operator logs changes of the schema at least",
	severity: "medium",
	resource: "kubernetes.OperatorDatabase",
	risk: "Changes of tables, roles and grants leave no trace.",
	recommendation:
		"Set the parameter log_statement to ddl (or mod) in the custom resource, or audit with pgaudit and allow none for this rule.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.25"] },
	parameters: { allowedStatements: strings(["ddl", "mod", "all"], "The values that are accepted.", ["none", "ddl", "mod", "all"]) },
	evaluate(database, { parameters }) {
		return judgeParameter(database, {
			name: "log_statement",
			byDefault: leftAlone(database, "none"),
			secure: (value) => parameters.allowedStatements.includes(value.toLowerCase()),
			must: `be one of ${parameters.allowedStatements.join(", ")}`,
		});
	},
});
