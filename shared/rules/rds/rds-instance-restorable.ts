import { reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { resting } from "./judge/backups.ts";
import { day, hour } from "./judge/dates.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceRestorable = defineRule({
	id: "rds-instance-restorable",
	title: "RDS DB instance can be restored to a recent point in time",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Everything written since the latest restorable time is lost after a failure; normally that time is five minutes ago.",
	recommendation: "Find out why backups do not advance (full storage, MyISAM tables, a failed backup in the events) and repair it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html"],
	related: { others: ["cloudsploit:rdsRestorable"] },
	parameters: {
		warningHours: integer(6, "Age of the latest restorable time from which the rule fails.", { minimum: 1, maximum: 840 }),
		urgentHours: integer(24, "Age of the latest restorable time from which it fails with high severity.", { minimum: 1, maximum: 840 }),
	},
	evaluate(db, { now, parameters: { warningHours, urgentHours } }) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (reported(db.backupRetentionDays, "BackupRetentionPeriod") === 0)
			return notApplicable(`${db.name} has no automated backups, which another rule judges.`);
		if (resting.includes(db.status)) return notApplicable(`${db.name} is ${db.status} and writes nothing that could be lost.`);
		// The first backup, with which restorable times begin, comes minutes after the creation, on a large instance hours.
		if (db.latestRestorableTime === undefined && db.createdAt !== undefined && now - Date.parse(db.createdAt) < day)
			return notApplicable(`${db.name} was created less than a day ago and has no backup yet.`);
		const latestRestorableTime = reported(db.latestRestorableTime, "LatestRestorableTime");
		const age = now - Date.parse(latestRestorableTime);
		const evidence = { latestRestorableTime, ageHours: Math.floor(age / hour) };
		if (age <= warningHours * hour) return pass(`${db.name} can be restored to ${latestRestorableTime}.`, evidence);
		return fail(
			`${db.name} can be restored to ${latestRestorableTime} at the latest, ${evidence.ageHours} hours ago.`,
			evidence,
			age > urgentHours * hour ? "high" : undefined,
		);
	},
});
