import { defineRule } from "../../core/rule.ts";
import { isOn } from "../judge/postgres-settings.ts";
import { judgeAll } from "../postgres/judge/settings.ts";
import { judgeConfig } from "./judge/config.ts";

export const kubernetesConfigDurable = defineRule({
	id: "kubernetes-config-durable",
	title: "ConfigMap of PostgreSQL keeps what was committed through a crash",
	severity: "high",
	resource: "kubernetes.DatabaseConfig",
	risk: "When a node or pod dies, which clusters do all the time, the database is corrupt beyond repair.",
	recommendation: "Leave fsync and full_page_writes on; set synchronous_commit = off for sessions that may lose their last transactions.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-wal.html"],
	related: {},
	evaluate(config) {
		const judge = (name: string) => judgeConfig(config, { engine: "postgres", name, byDefault: "on", secure: isOn, must: "be on" });
		return judgeAll(judge("fsync"), judge("full_page_writes"));
	},
});
