import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";
import { ageInDays, expiresByItself, isManual } from "./judge/snapshots.ts";

export const rdsSnapshotRetention = defineRule({
	id: "rds-snapshot-retention",
	title: "Manual RDS snapshot is not kept longer than data may be kept",
	severity: "low",
	resource: "rds.Snapshot",
	risk: "Old snapshots hold data that should have been erased, under engine versions that soon cannot be restored any more.",
	recommendation: "Delete the snapshot, or let AWS Backup keep what must be kept, with a lifecycle that also deletes it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteSnapshot.html"],
	related: {},
	parameters: { maximumDays: integer(365, "Greatest age of a manual snapshot in days.", { minimum: 1 }) },
	evaluate(snapshot, { now, parameters }) {
		if (!isManual(snapshot)) return expiresByItself(snapshot);
		const ageDays = ageInDays(snapshot, now);
		const evidence = { ageDays, maximumDays: parameters.maximumDays };
		return ageDays <= parameters.maximumDays
			? pass(`${snapshot.name} is ${counted(ageDays, "day")} old.`, evidence)
			: fail(`${snapshot.name} is ${counted(ageDays, "day")} old, more than ${parameters.maximumDays}.`, evidence);
	},
});
