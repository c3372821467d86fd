import { backupFacts, keeps, raiseRetention, retentionWaits } from "./backups.ts";
import { instanceSetting } from "./instance-setting.ts";

/** From one number of days to another the change is applied as soon as possible without ApplyImmediately. */
export const rdsInstanceBackupRetention = instanceSetting({
	id: "rds-instance-backup-retention",
	title: "Keep automated backups of an instance for longer",
	rules: ["rds-instance-backup-retention"],
	controls: ["db-instance-backup-enabled", "RDS.11"],
	level: "auto",
	takers: { custom: true },
	guards: [
		"Raises only: a longer retention stays.",
		"From 0 days it waits for a maintenance window, because turning backups on interrupts the database.",
		"Read replicas and members of clusters are refused.",
		"Instances whose backups AWS Backup manages are refused.",
	],
	downtime: "none; from 0 days an interruption of seconds to minutes",
	facts: backupFacts,
	met: (db, { backupDays }) => keeps(db, backupDays),
	is: "keeps its automated backups long enough",
	waits: retentionWaits,
	change: (db, settings) => {
		const change = raiseRetention(db, settings);
		return "kind" in change || change.downtime ? change : { ...change, downtime: "none" };
	},
});
