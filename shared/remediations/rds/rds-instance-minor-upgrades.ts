import { instanceHints } from "./instance.ts";
import { instanceSetting } from "./instance-setting.ts";

/** AutoMinorVersionUpgrade changes at once whatever ApplyImmediately says; an Aurora cluster upgrades when every member agrees. */
export const rdsInstanceMinorUpgrades = instanceSetting({
	id: "rds-instance-minor-upgrades",
	title: "Let an instance take minor engine versions",
	rules: ["rds-instance-auto-minor-version-upgrade"],
	controls: ["rds-automatic-minor-version-upgrade-enabled", "RDS.13"],
	level: "auto",
	takers: { auroraMembers: true, replicas: true },
	guards: ["Members of a Multi-AZ DB cluster are refused: the setting is the cluster's."],
	downtime: "none now; upgrades in later maintenance windows interrupt the database for minutes",
	facts: (db) => ({ autoMinorVersionUpgrade: db.AutoMinorVersionUpgrade ?? null }),
	met: (db) => (db.AutoMinorVersionUpgrade === undefined ? { missing: "AutoMinorVersionUpgrade" } : db.AutoMinorVersionUpgrade),
	is: "takes minor engine versions",
	change: (db) => ({
		set: { AutoMinorVersionUpgrade: true },
		does: "Turn automatic minor version upgrades on",
		back: { AutoMinorVersionUpgrade: false },
		undoes: "Turn automatic minor version upgrades off",
		desired: { autoMinorVersionUpgrade: true },
		notes: [
			`RDS upgrades in the maintenance window (${db.PreferredMaintenanceWindow ?? "unknown"}, UTC), with an interruption of minutes.`,
			"During that window itself an upgrade that is due may begin at once.",
			...(db.DBClusterIdentifier
				? [`The cluster ${db.DBClusterIdentifier} upgrades only when the setting is on for all of its members.`]
				: []),
		],
		hints: instanceHints(db, "auto_minor_version_upgrade = true", "AutoMinorVersionUpgrade: true", "autoMinorVersionUpgrade: true"),
	}),
});
