import { instanceHints } from "./instance.ts";
import { instanceSetting } from "./instance-setting.ts";

/** CopyTagsToSnapshot changes at once whatever ApplyImmediately says; on an Aurora member it has no effect. */
export const rdsInstanceCopyTagsToSnapshots = instanceSetting({
	id: "rds-instance-copy-tags-to-snapshots",
	title: "Let an instance copy its tags to snapshots",
	rules: ["rds-instance-copy-tags-to-snapshots"],
	controls: ["RDS.17"],
	level: "auto",
	takers: { replicas: true, custom: true },
	guards: ["Members of clusters are refused: the cluster decides for its snapshots."],
	facts: (db) => ({ copyTagsToSnapshot: db.CopyTagsToSnapshot ?? null }),
	met: (db) => (db.CopyTagsToSnapshot === undefined ? { missing: "CopyTagsToSnapshot" } : db.CopyTagsToSnapshot),
	is: "copies its tags to snapshots",
	change: (db) => ({
		set: { CopyTagsToSnapshot: true },
		does: "Copy tags to snapshots from now on",
		back: { CopyTagsToSnapshot: false },
		undoes: "Copy no tags to snapshots",
		desired: { copyTagsToSnapshot: true },
		notes: ["Snapshots that exist keep the tags they have."],
		hints: instanceHints(db, "copy_tags_to_snapshot = true", "CopyTagsToSnapshot: true", "copyTagsToSnapshot: true"),
	}),
});
