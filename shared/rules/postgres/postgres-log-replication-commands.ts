import { defineRule } from "../../core/rule.ts";
import { isOn, judgeSetting } from "./judge/settings.ts";

export const postgresLogReplicationCommands = defineRule({
	id: "postgres-log-replication-commands",
	title: "PostgreSQL logs replication commands",
	severity: "low",
	resource: "postgres.Server",
	risk: "A copy of the whole database can be drawn through the replication protocol without a trace.",
	recommendation: "Set log_replication_commands = on and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: {},
	evaluate(server) {
		return judgeSetting(server, "log_replication_commands", isOn, "be on");
	},
});
