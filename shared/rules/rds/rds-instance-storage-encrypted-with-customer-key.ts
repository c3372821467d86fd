import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail } from "../../core/verdict.ts";
import { judgeCustomerKey } from "./judge/encryption-key.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstanceStorageEncryptedWithCustomerKey = defineRule({
	id: "rds-instance-storage-encrypted-with-customer-key",
	title: "RDS DB instance storage is encrypted with a customer managed key",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "With the AWS managed key nobody can restrict who decrypts, revoke access or share encrypted snapshots under control of the key policy.",
	recommendation:
		"Copy a snapshot with a customer managed KMS key, restore the instance from the copy and move clients to it; the key of an instance cannot be changed in place.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.Keys.html"],
	related: { others: ["cloudsploit:rdsCmkEncryptionEnabled"] },
	evaluate(db) {
		const onCluster = judgedOnCluster(db);
		if (onCluster) return onCluster;
		if (!reported(db.storageEncrypted, "StorageEncrypted"))
			return fail(`${db.name} stores its data without encryption, so with no key at all.`, { storageEncrypted: false });
		return judgeCustomerKey(`the storage of ${db.name}`, db.kmsKey);
	},
});
