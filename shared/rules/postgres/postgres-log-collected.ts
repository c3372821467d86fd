import { boolean } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { onRds } from "./judge/roles.ts";
import { isOn, items, settingValue } from "./judge/settings.ts";

export const postgresLogCollected = defineRule({
	id: "postgres-log-collected",
	title: "PostgreSQL log is collected",
	severity: "medium",
	resource: "postgres.Server",
	risk: "A log that goes to standard error of a process may be lost; without it there is no evidence.",
	recommendation:
		"Set logging_collector = on, or name syslog (eventlog on Windows) in log_destination. In containers let the platform collect stderr and set containerLogs.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.2", "cis-postgresql:3.1.3"] },
	parameters: { containerLogs: boolean(false, "Standard error is collected by the platform, as in Kubernetes.") },
	evaluate(server, { parameters }) {
		if (onRds(server)) return pass(`${server.name} runs on RDS, which collects its log.`, { collector: "rds" });
		const destinations = items(settingValue(server, "log_destination"));
		const collector = isOn(settingValue(server, "logging_collector"));
		const evidence = { destinations, collector };
		if (destinations.includes("syslog") || destinations.includes("eventlog"))
			return pass(`${server.name} logs to ${destinations.join(", ")}.`, evidence);
		if (destinations.length > 0 && (collector || parameters.containerLogs)) return pass(`${server.name} has its log collected.`, evidence);
		return fail(`${server.name} writes its log to ${destinations.join(", ") || "nowhere"} without a collector.`, evidence);
	},
});
