import { need, reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceStorageKeyUsable = defineRule({
	id: "rds-instance-storage-key-usable",
	title: "The KMS key of the RDS DB instance's storage is enabled",
	severity: "critical",
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
		const key = need(reported(db.kmsKey, "KmsKeyId"));
		const evidence = { key: key.arn, state: key.state };
		return key.state === "Enabled"
			? pass(`The key ${key.arn} of ${db.name} is enabled.`, evidence)
			: fail(`The key ${key.arn} that encrypts ${db.name} is in the state ${key.state}.`, evidence);
	},
});
