import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { onRds } from "./judge/roles.ts";
import { judgeSetting } from "./judge/settings.ts";

export const postgresLogFileMode = defineRule({
	id: "postgres-log-file-mode",
	title: "PostgreSQL log files are readable by the server and its group at most",
	severity: "low",
	resource: "postgres.Server",
	risk: "Log files hold statements with data; every user of the host could read them.",
	recommendation: "Set log_file_mode = 0600 (0640 when a group collects logs) and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.6"] },
	evaluate(server) {
		if (onRds(server)) return notApplicable(`${server.name} runs on RDS, where nobody has access to the host.`);
		return judgeSetting(server, "log_file_mode", (value) => /^0?6[04]0$/.test(value), "be 0600 or 0640");
	},
});
