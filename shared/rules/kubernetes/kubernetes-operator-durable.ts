import { defineRule } from "../../core/rule.ts";
import { isOn } from "../judge/postgres-settings.ts";
import { judgeAll } from "../postgres/judge/settings.ts";
import { judgeParameter } from "./judge/operator.ts";

export const kubernetesOperatorDurable = defineRule({
	id: "kubernetes-operator-durable",
	title: "Database of an operator keeps what was committed through a crash",
	severity: "high",
	resource: "kubernetes.OperatorDatabase",
	risk: "When a node or pod dies, which clusters do all the time, the database is corrupt beyond repair.",
	recommendation: "Leave fsync and full_page_writes on; set synchronous_commit = off for sessions that may lose their last transactions.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-wal.html"],
	related: {},
	evaluate(database) {
		// No operator switches either off by itself.
		const judge = (name: string) => judgeParameter(database, { name, byDefault: "on", secure: isOn, must: "be on" });
		return judgeAll(judge("fsync"), judge("full_page_writes"));
	},
});
