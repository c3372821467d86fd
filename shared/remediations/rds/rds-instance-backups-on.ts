import { backupFacts, keeps, raiseRetention, retentionWaits } from "./backups.ts";
import { instanceSetting } from "./instance-setting.ts";

/** Turning backups on interrupts the database and is put off by AWS unless the call says ApplyImmediately: in the window it does. */
export const rdsInstanceBackupsOn = instanceSetting({
	id: "rds-instance-backups-on",
	title: "Turn automated backups of an instance on",
	rules: ["rds-instance-backup-enabled"],
	controls: ["db-instance-backup-enabled", "RDS.11"],
	level: "window",
	takers: { custom: true },
	guards: [
		"Read replicas and members of clusters are refused.",
		"Instances whose backups AWS Backup manages are refused.",
		"Refused while other changes wait for the maintenance window.",
	],
	downtime: "an interruption of seconds to minutes",
	facts: backupFacts,
	met: (db) => keeps(db, 1),
	is: "has automated backups",
	waits: retentionWaits,
	change: raiseRetention,
});
