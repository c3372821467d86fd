import { defineRule } from "../../core/rule.ts";
import { judgeSetting } from "./judge/settings.ts";

export const postgresLogErrorVerbosity = defineRule({
	id: "postgres-log-error-verbosity",
	title: "PostgreSQL logs errors with their details",
	severity: "low",
	resource: "postgres.Server",
	risk: "Terse messages leave out details, hints and context that explain what was tried.",
	recommendation: "Set log_error_verbosity = default (or verbose) and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.22"] },
	evaluate(server) {
		return judgeSetting(server, "log_error_verbosity", (value) => value !== "terse", "be default or verbose");
	},
});
