import { clusterHints } from "./cluster.ts";
import { clusterSetting } from "./cluster-setting.ts";

/** CopyTagsToSnapshot changes at once whatever ApplyImmediately says. */
export const rdsClusterCopyTagsToSnapshots = clusterSetting({
	id: "rds-cluster-copy-tags-to-snapshots",
	title: "Let a cluster copy its tags to snapshots",
	rules: ["rds-cluster-copy-tags-to-snapshots"],
	controls: [
		"rds-mysql-cluster-copy-tags-to-snapshot-check",
		"rds-pgsql-cluster-copy-tags-to-snapshot-check",
		"RDS.16",
		"RDS.47",
		"RDS.48",
	],
	level: "auto",
	exceptions: {},
	facts: (db) => ({ copyTagsToSnapshot: db.CopyTagsToSnapshot ?? null }),
	met: (db) => (db.CopyTagsToSnapshot === undefined ? { missing: "CopyTagsToSnapshot" } : db.CopyTagsToSnapshot),
	is: "copies its tags to snapshots",
	change: () => ({
		set: { CopyTagsToSnapshot: true },
		does: "Copy tags to snapshots from now on",
		back: { CopyTagsToSnapshot: false },
		undoes: "Copy no tags to snapshots",
		desired: { copyTagsToSnapshot: true },
		notes: ["Snapshots that exist keep the tags they have."],
		hints: clusterHints("copy_tags_to_snapshot = true", "CopyTagsToSnapshot: true", "copyTagsToSnapshot: true"),
	}),
});
