import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { expectNone } from "../judge/offenders.ts";
import { isOn } from "../judge/postgres-settings.ts";
import { databaseOf, noDatabase } from "./judge/database.ts";
import { nameOf } from "./judge/name.ts";
import { argumentOf } from "./judge/server.ts";

export const kubernetesDatabaseDurable = defineRule({
	id: "kubernetes-database-durable",
	title: "PostgreSQL in a pod keeps what was committed through a crash",
	severity: "high",
	resource: "kubernetes.Workload",
	risk: "When a node or pod dies, which clusters do all the time, the database is corrupt beyond repair.",
	recommendation:
		"Remove -c fsync=off and -c full_page_writes=off from the arguments; set synchronous_commit = off for sessions that may lose their last transactions.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-wal.html"],
	related: {},
	evaluate(workload) {
		const database = databaseOf(workload);
		if (!database) return noDatabase(workload);
		if (database.engine !== "postgres") return notApplicable(`${nameOf(workload)} is no PostgreSQL.`);
		const off = ["fsync", "full_page_writes"].filter((name) => !isOn(argumentOf(workload, name) ?? "on"));
		return expectNone({ name: nameOf(workload) }, off, {
			pass: "no argument gives up what was committed",
			fail: (list) => `arguments switch off ${list}`,
		});
	},
});
