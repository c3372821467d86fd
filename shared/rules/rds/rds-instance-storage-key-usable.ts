import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeKeyUsable } from "./judge/encryption-key.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceStorageKeyUsable = defineRule({
	id: "rds-instance-storage-key-usable",
	title: "The KMS key of the RDS DB instance's storage is enabled",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "RDS stops an instance whose key is disabled or scheduled for deletion; once the key is deleted, the data and all encrypted backups are lost for good.",
	recommendation: "Cancel the deletion of the key or enable it at once, then start the instance; keep keys that still encrypt data.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html"],
	related: {},
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (!reported(db.storageEncrypted, "StorageEncrypted"))
			return notApplicable(`${db.name} does not encrypt its storage, so it has no key.`);
		return judgeKeyUsable(`the storage of ${db.name}`, db.kmsKey);
	},
});
