import { reported } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { counted } from "../judge/counted.ts";
import { ageInDays, expiresByItself, isManual } from "./judge/snapshots.ts";

export const rdsSnapshotNotOrphaned = defineRule({
	id: "rds-snapshot-not-orphaned",
	title: "Manual RDS snapshot does not outlive its database for long",
	severity: "low",
	resource: "rds.Snapshot",
	risk: "Data of a database that is gone lies on unwatched: nobody owns it, data-protection periods run out, and it costs storage.",
	recommendation:
		"Delete the snapshot, export it to an archive with a retention of its own, or suppress the finding with owner and expiry.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteSnapshot.html"],
	related: {},
	parameters: { maximumDays: integer(90, "Greatest age in days of a snapshot whose database is gone.", { minimum: 1 }) },
	evaluate(snapshot, { now, parameters }) {
		if (!isManual(snapshot)) return expiresByItself(snapshot);
		const ageDays = ageInDays(snapshot, now);
		const evidence = { ageDays, sourceId: snapshot.sourceId, sourceExists: snapshot.sourceExists };
		if (ageDays <= parameters.maximumDays) return pass(`${snapshot.name} is ${counted(ageDays, "day")} old.`, evidence);
		return reported(snapshot.sourceExists, `whether the source of ${snapshot.name} exists`)
			? pass(`The database of ${snapshot.name} still exists.`, evidence)
			: fail(`The database of ${snapshot.name} is gone, and the snapshot is ${counted(ageDays, "day")} old.`, evidence);
	},
});
