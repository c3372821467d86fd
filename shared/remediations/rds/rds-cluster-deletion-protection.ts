import { clusterHints } from "./cluster.ts";
import { clusterSetting } from "./cluster-setting.ts";
import { ephemeral } from "./ephemeral.ts";

/** DeletionProtection changes at once whatever ApplyImmediately says, on clusters of every sort. */
export const rdsClusterDeletionProtection = clusterSetting({
	id: "rds-cluster-deletion-protection",
	title: "Protect a cluster from deletion",
	rules: ["rds-cluster-deletion-protection"],
	controls: ["rds-cluster-deletion-protection-enabled", "RDS.7"],
	level: "auto",
	exceptions: {},
	guards: ["Clusters that tags mark as short-lived are refused."],
	facts: (db) => ({ deletionProtection: db.DeletionProtection ?? null }),
	met: (db) => (db.DeletionProtection === undefined ? { missing: "DeletionProtection" } : db.DeletionProtection),
	is: "is protected from deletion",
	change: (db, settings) =>
		ephemeral(db.DBClusterIdentifier ?? "The cluster", db.TagList, settings) ?? {
			set: { DeletionProtection: true },
			does: "Turn deletion protection on",
			back: { DeletionProtection: false },
			undoes: "Turn deletion protection off",
			desired: { deletionProtection: true },
			notes: [
				"Whoever deletes the cluster must turn the protection off first; so must code that owns it.",
				"Members can still be deleted one by one: the protection keeps the cluster and its data.",
			],
			hints: clusterHints("deletion_protection = true", "DeletionProtection: true", "deletionProtection: true"),
		},
});
