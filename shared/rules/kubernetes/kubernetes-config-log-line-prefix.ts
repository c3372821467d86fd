import { defineRule } from "../../core/rule.ts";
import { carriesSession } from "../judge/postgres-settings.ts";
import { items } from "../judge/setting-values.ts";
import { judgeConfig, settingOf } from "./judge/config.ts";

export const kubernetesConfigLogLinePrefix = defineRule({
	id: "kubernetes-config-log-line-prefix",
	title: "ConfigMap of PostgreSQL has log lines say when, who, where and in which process",
	severity: "low",
	resource: "kubernetes.DatabaseConfig",
	risk: "Log lines without time, user, database, client and process cannot be put together to what one session did.",
	recommendation: "Set log_line_prefix = '%m [%p] %u@%d %h ' in postgresql.conf, or log to csvlog or jsonlog, which carry everything.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: { others: ["cis-postgresql:3.1.24"] },
	evaluate(config) {
		const structured = (value: string) => items(value).some((destination) => destination === "csvlog" || destination === "jsonlog");
		if (structured(settingOf(config.settings ?? {}, "log_destination") ?? ""))
			return judgeConfig(config, { engine: "postgres", name: "log_destination", secure: structured, must: "contain csvlog or jsonlog" });
		return judgeConfig(config, {
			engine: "postgres",
			name: "log_line_prefix",
			byDefault: "%m [%p] ",
			secure: carriesSession,
			must: "carry time, process, user, database and host (%m, %p, %u, %d, %h)",
		});
	},
});
