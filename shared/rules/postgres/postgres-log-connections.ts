import { defineRule } from "../../core/rule.ts";
import { logsConnections } from "../judge/postgres-settings.ts";
import { judgeSetting } from "./judge/settings.ts";

export const postgresLogConnections = defineRule({
	id: "postgres-log-connections",
	title: "PostgreSQL logs connections",
	severity: "medium",
	resource: "postgres.Server",
	risk: "Without a record of logins nobody can tell who came in, from where and how, when something has happened.",
	recommendation: "Set log_connections = on (from PostgreSQL 18 on: all, or at least authentication and authorization) and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.20"] },
	evaluate(server) {
		return judgeSetting(
			server,
			"log_connections",
			logsConnections,
			"be on, or from PostgreSQL 18 on contain authentication and authorization",
		);
	},
});
