import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceStorageEncrypted = defineRule({
	id: "rds-instance-storage-encrypted",
	title: "RDS DB instance storage is encrypted at rest",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "Whoever obtains the volume, a snapshot or a log file reads all data in clear.",
	recommendation: "Restore an encrypted copy of a snapshot (encryption cannot be switched on in place) and move clients to it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html"],
	related: {
		prowler: ["rds_instance_storage_encrypted"],
		securityHub: ["RDS.3"],
		awsConfig: ["rds-storage-encrypted"],
		others: ["cloudsploit:rdsEncryptionEnabled"],
	},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		return reported(db.storageEncrypted, "StorageEncrypted")
			? pass(`${db.name} encrypts its storage.`, { storageEncrypted: true })
			: fail(`${db.name} stores its data without encryption.`, { storageEncrypted: false });
	},
});
