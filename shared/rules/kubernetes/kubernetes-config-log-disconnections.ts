import { defineRule } from "../../core/rule.ts";
import { isOn } from "../judge/postgres-settings.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigLogDisconnections = defineRule({
	id: "kubernetes-config-log-disconnections",
	title: "ConfigMap of PostgreSQL logs the end of sessions",
	severity: "medium",
	resource: "kubernetes.DatabaseConfig",
	risk: "Without the end of sessions nobody can tell how long somebody was in, nor which session a statement belongs to.",
	recommendation: "Set log_disconnections = on in postgresql.conf, and roll the pods.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.21"] },
	evaluate(config) {
		return judgeConfig(config, {
			engine: "postgres",
			name: "log_disconnections",
			byDefault: "off",
			secure: isOn,
			must: "be on",
		});
	},
});
