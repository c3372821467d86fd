import { need } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { expectNone } from "../judge/offenders.ts";

export const postgresReplicationSlotsLag = defineRule({
	id: "postgres-replication-slots-lag",
	title: "Replication slots do not fall far behind",
	severity: "low",
	resource: "postgres.Server",
	risk: "The write-ahead log that waits for the slot fills the disk, and the copy is of no use in an emergency.",
	recommendation: "Repair or speed up the consumer, and bound the damage with max_slot_wal_keep_size.",
	links: ["https://www.postgresql.org/docs/current/view-pg-replication-slots.html"],
	related: {},
	parameters: {
		maximumMegabytes: integer(1024, "Mebibytes of write-ahead log that a slot may hold back.", { minimum: 1, maximum: 10000000 }),
	},
	evaluate(server, { parameters }) {
		const behind = need(server.replicationSlots).filter(({ retainedBytes = 0 }) => retainedBytes > parameters.maximumMegabytes * 1_048_576);
		return expectNone(
			server,
			behind.map(({ name, retainedBytes = 0 }) => `${name} (${Math.round(retainedBytes / 1_048_576)} MiB)`),
			{
				pass: `no slot holds back more than ${parameters.maximumMegabytes} MiB`,
				fail: (list) => `replication slots hold back more than ${parameters.maximumMegabytes} MiB: ${list}`,
			},
		);
	},
});
