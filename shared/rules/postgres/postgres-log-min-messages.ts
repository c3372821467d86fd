import { defineRule } from "../../core/rule.ts";
import { judgeSetting } from "./judge/settings.ts";

const logged: readonly string[] = ["debug5", "debug4", "debug3", "debug2", "debug1", "info", "notice", "warning"];

export const postgresLogMinMessages = defineRule({
	id: "postgres-log-min-messages",
	title: "PostgreSQL logs warnings and worse",
	severity: "low",
	resource: "postgres.Server",
	risk: "Warnings that announce trouble or an attack never reach the log.",
	recommendation: "Set log_min_messages = warning and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.14"] },
	evaluate(server) {
		return judgeSetting(server, "log_min_messages", (value) => logged.includes(value), "be warning or more talkative");
	},
});
