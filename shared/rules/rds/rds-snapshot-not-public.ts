import { need } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsSnapshotNotPublic = defineRule({
	id: "rds-snapshot-not-public",
	title: "RDS snapshot is not public",
	severity: "critical",
	resource: "rds.Snapshot",
	risk: "Every AWS account in the world can restore the snapshot and read all data in it.",
	recommendation:
		"Remove `all` from the restore attribute (ModifyDBSnapshotAttribute or ModifyDBClusterSnapshotAttribute) and treat the data as disclosed.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html"],
	related: {
		prowler: ["rds_snapshots_public_access"],
		securityHub: ["RDS.1"],
		awsConfig: ["rds-snapshots-public-prohibited"],
		others: ["cloudsploit:rdsSnapshotPubliclyAccessible"],
	},
	evaluate(snapshot) {
		const sharedWith = need(snapshot.sharedWith);
		return sharedWith.includes("all")
			? fail(`${snapshot.name} can be restored by every AWS account.`, { sharedWith })
			: pass(`${snapshot.name} is not public.`, { sharedWith });
	},
});
