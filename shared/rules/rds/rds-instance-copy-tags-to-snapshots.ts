import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceCopyTagsToSnapshots = defineRule({
	id: "rds-instance-copy-tags-to-snapshots",
	title: "RDS DB instance copies its tags to snapshots",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Snapshots without tags escape access rules, retention jobs and cost reports that go by tag.",
	recommendation: "Modify the instance with CopyTagsToSnapshot on.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html"],
	related: { prowler: ["rds_instance_copy_tags_to_snapshots"], securityHub: ["RDS.17"] },
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		return reported(db.copyTagsToSnapshot, "CopyTagsToSnapshot")
			? pass(`${db.name} copies its tags to snapshots.`, { copyTagsToSnapshot: true })
			: fail(`${db.name} does not copy its tags to snapshots.`, { copyTagsToSnapshot: false });
	},
});
