import { defineRule } from "../../core/rule.ts";
import { isOn, logsConnections } from "../judge/postgres-settings.ts";
import { judgeAll } from "../postgres/judge/settings.ts";
import { judgeParameter, leftAlone } from "./judge/operator.ts";

export const kubernetesOperatorLogSessions = defineRule({
	id: "kubernetes-operator-log-sessions",
	title: "Database of an operator logs the beginning and the end of sessions",
	severity: "medium",
	resource: "kubernetes.OperatorDatabase",
	risk: "Without a record of sessions nobody can tell which pod came in as whom, and for how long.",
	recommendation: "Set the parameters log_connections and log_disconnections to on in the custom resource.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.20", "cis-postgresql:3.1.21"] },
	evaluate(database) {
		const byDefault = leftAlone(database, "off");
		return judgeAll(
			judgeParameter(database, {
				name: "log_connections",
				byDefault,
				secure: logsConnections,
				must: "be on, or contain authentication and authorization",
			}),
			judgeParameter(database, { name: "log_disconnections", byDefault, secure: isOn, must: "be on" }),
		);
	},
});
