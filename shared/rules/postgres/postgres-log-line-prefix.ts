import { defineRule } from "../../core/rule.ts";
import { pass } from "../../core/verdict.ts";
import { carriesSession } from "../judge/postgres-settings.ts";
import { items, judgeSetting, settingValue } from "./judge/settings.ts";

export const postgresLogLinePrefix = defineRule({
	id: "postgres-log-line-prefix",
	title: "PostgreSQL log lines say when, who, where and in which process",
	severity: "low",
	resource: "postgres.Server",
	risk: "Log lines without time, user, database, client and process cannot be put together to what one session did.",
	recommendation: "Set log_line_prefix = '%m [%p] %u@%d %h ' and reload, or log to csvlog or jsonlog, which carry everything.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.24"] },
	evaluate(server) {
		const structured = items(settingValue(server, "log_destination")).some(
			(destination) => destination === "csvlog" || destination === "jsonlog",
		);
		if (structured) return pass(`${server.name} writes structured logs, which say everything of a session.`, { structured });
		return judgeSetting(server, "log_line_prefix", carriesSession, "carry time, process, user, database and host (%m, %p, %u, %d, %h)");
	},
});
