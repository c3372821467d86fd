import { defineRule } from "../../core/rule.ts";
import { isOff, judgeSetting } from "./judge/settings.ts";

export const postgresLogHostnameOff = defineRule({
	id: "postgres-log-hostname-off",
	title: "PostgreSQL does not look up client names for its log",
	severity: "low",
	resource: "postgres.Server",
	risk: "Each connection waits for the name service, and whoever controls the reverse zone chooses the name in the log.",
	recommendation: "Set log_hostname = off and reload; addresses are logged with %h or %r.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.23"] },
	evaluate(server) {
		return judgeSetting(server, "log_hostname", isOff, "be off");
	},
});
