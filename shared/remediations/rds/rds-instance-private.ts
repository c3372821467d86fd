import { instanceHints } from "./instance.ts";
import { instanceSetting } from "./instance-setting.ts";

/** PubliclyAccessible changes at once whatever ApplyImmediately says, on Aurora members and replicas too. */
export const rdsInstancePrivate = instanceSetting({
	id: "rds-instance-private",
	title: "Take the public address from an instance",
	rules: ["rds-instance-public-access-disabled", "rds-instance-not-public"],
	controls: ["rds-instance-public-access-check", "RDS.2"],
	level: "auto",
	takers: { auroraMembers: true, replicas: true, custom: true },
	guards: ["Members of a Multi-AZ DB cluster are refused: the API changes them on the cluster only."],
	downtime: "none; sessions from outside the VPC end",
	facts: (db) => ({ publiclyAccessible: db.PubliclyAccessible ?? null }),
	met: (db) => (db.PubliclyAccessible === undefined ? { missing: "PubliclyAccessible" } : !db.PubliclyAccessible),
	is: "is private",
	change: (db) => ({
		set: { PubliclyAccessible: false },
		does: "Turn public access off",
		back: { PubliclyAccessible: true },
		undoes: "Turn public access on again",
		desired: { publiclyAccessible: false },
		risk: "medium",
		notes: [
			"Clients outside the VPC can no longer connect, and sessions that came over the public address break.",
			"Security groups stay as they are: what they open to the internet is closed by another repair.",
		],
		hints: instanceHints(db, "publicly_accessible = false", "PubliclyAccessible: false", "publiclyAccessible: false"),
	}),
});
