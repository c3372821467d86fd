import { defineRule } from "../../core/rule.ts";
import { judgeSetting } from "./judge/settings.ts";

const logged: readonly string[] = ["debug5", "debug4", "debug3", "debug2", "debug1", "info", "notice", "warning", "error"];

export const postgresLogMinErrorStatement = defineRule({
	id: "postgres-log-min-error-statement",
	title: "PostgreSQL logs the statements that fail",
	severity: "low",
	resource: "postgres.Server",
	risk: "The statement behind an error is unknown, so that probing by SQL injection cannot be recognised.",
	recommendation: "Set log_min_error_statement = error and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.15"] },
	evaluate(server) {
		return judgeSetting(server, "log_min_error_statement", (value) => logged.includes(value), "be error or more talkative");
	},
});
