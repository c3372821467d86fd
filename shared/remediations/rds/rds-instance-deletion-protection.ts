import { ephemeral } from "./ephemeral.ts";
import { instanceHints } from "./instance.ts";
import { instanceSetting } from "./instance-setting.ts";

/** DeletionProtection changes at once whatever ApplyImmediately says. */
export const rdsInstanceDeletionProtection = instanceSetting({
	id: "rds-instance-deletion-protection",
	title: "Protect an instance from deletion",
	rules: ["rds-instance-deletion-protection"],
	controls: ["rds-instance-deletion-protection-enabled", "RDS.8"],
	level: "auto",
	takers: { replicas: true, custom: true },
	guards: ["Instances that tags mark as short-lived are refused.", "Members of clusters are refused: their cluster is protected."],
	facts: (db) => ({ deletionProtection: db.DeletionProtection ?? null }),
	met: (db) => (db.DeletionProtection === undefined ? { missing: "DeletionProtection" } : db.DeletionProtection),
	is: "is protected from deletion",
	change: (db, settings) =>
		ephemeral(db.DBInstanceIdentifier ?? "The instance", db.TagList, settings) ?? {
			set: { DeletionProtection: true },
			does: "Turn deletion protection on",
			back: { DeletionProtection: false },
			undoes: "Turn deletion protection off",
			desired: { deletionProtection: true },
			notes: ["Whoever deletes the instance must turn the protection off first; so must code that owns it."],
			hints: instanceHints(db, "deletion_protection = true", "DeletionProtection: true", "deletionProtection: true"),
		},
});
