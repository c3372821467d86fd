import { defineRule } from "../../core/rule.ts";
import { isOn, judgeSetting } from "./judge/settings.ts";

export const postgresLogDisconnections = defineRule({
	id: "postgres-log-disconnections",
	title: "PostgreSQL logs disconnections",
	severity: "low",
	resource: "postgres.Server",
	risk: "The end of a session and its duration are unknown, so that long or broken sessions cannot be reconstructed.",
	recommendation: "Set log_disconnections = on and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.21"] },
	evaluate(server) {
		return judgeSetting(server, "log_disconnections", isOn, "be on");
	},
});
