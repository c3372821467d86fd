import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeTags, tagParameters } from "./judge/tags.ts";

export const rdsSnapshotTagged = defineRule({
	id: "rds-snapshot-tagged",
	title: "RDS snapshot is tagged",
	severity: "low",
	resource: "rds.Snapshot",
	risk: "Nobody knows whose data it holds and whether it may be deleted; policies that go by tags do not protect it.",
	recommendation: "Tag the snapshot with your required keys, and let databases copy their tags to their snapshots.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html"],
	related: { securityHub: ["RDS.29", "RDS.32"] },
	parameters: tagParameters,
	evaluate(snapshot, { parameters }) {
		if (snapshot.type === "automated")
			return notApplicable(`${snapshot.name} is automated and takes its tags from its database, where the copying is judged.`);
		return judgeTags(snapshot, parameters.requiredTagKeys);
	},
});
