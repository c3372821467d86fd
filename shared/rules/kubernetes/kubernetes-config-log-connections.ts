import { defineRule } from "../../core/rule.ts";
import { logsConnections } from "../judge/postgres-settings.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigLogConnections = defineRule({
	id: "kubernetes-config-log-connections",
	title: "ConfigMap of PostgreSQL logs connections",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "Without a record of logins nobody can tell which pod came in as whom when something has happened.",
	recommendation: "Set log_connections = on in postgresql.conf (from PostgreSQL 18 on: all, or at least authentication and authorization).",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.20"] },
	evaluate(config) {
		return judgeConfig(config, {
			engine: "postgres",
			name: "log_connections",
			byDefault: "off",
			secure: logsConnections,
			must: "be on, or from PostgreSQL 18 on contain authentication and authorization",
		});
	},
});
