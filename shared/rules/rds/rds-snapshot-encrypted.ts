import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsSnapshotEncrypted = defineRule({
	id: "rds-snapshot-encrypted",
	title: "RDS snapshot is encrypted",
	severity: "high",
	resource: "rds.Snapshot",
	risk: "An unencrypted snapshot can be shared with any account or the world, and every copy of it holds all data in clear.",
	recommendation: "Copy the snapshot with a KMS key and delete the unencrypted one; encrypt the database that it comes from.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html"],
	related: {
		prowler: ["rds_snapshots_encrypted"],
		securityHub: ["RDS.4"],
		awsConfig: ["rds-snapshot-encrypted"],
		others: ["cloudsploit:rdsSnapshotEncryption"],
	},
	evaluate(snapshot) {
		const encrypted = reported(snapshot.encrypted, snapshot.of === "cluster" ? "StorageEncrypted" : "Encrypted");
		return encrypted ? pass(`${snapshot.name} is encrypted.`, { encrypted }) : fail(`${snapshot.name} is not encrypted.`, { encrypted });
	},
});
