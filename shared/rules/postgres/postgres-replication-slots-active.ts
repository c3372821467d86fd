import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresReplicationSlotsActive = defineRule({
	id: "postgres-replication-slots-active",
	title: "No replication slot is abandoned",
	severity: "medium",
	resource: "postgres.Server",
	risk: "An abandoned slot holds write-ahead log back until the disk is full and the server stops; a logical one keeps a copy of all changes for whoever comes.",
	recommendation: "Drop it: SELECT pg_drop_replication_slot('name'), or bring its consumer back.",
	links: ["https://www.postgresql.org/docs/current/view-pg-replication-slots.html"],
	related: {},
	evaluate(server) {
		const idle = need(server.replicationSlots).filter(({ active, temporary }) => !active && !temporary);
		return expectNone(
			server,
			idle.map(({ name, type }) => `${name} (${type})`),
			{
				pass: "every replication slot is in use",
				fail: (list) => `replication slots have no consumer: ${list}`,
			},
		);
	},
});
