import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail } from "../../core/verdict.ts";
import { judgeCustomerKey } from "./judge/encryption-key.ts";

export const rdsClusterStorageEncryptedWithCustomerKey = defineRule({
	id: "rds-cluster-storage-encrypted-with-customer-key",
	title: "RDS DB cluster storage is encrypted with a customer managed key",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "The policy of an AWS managed key cannot be narrowed, the key cannot be disabled in an emergency, and snapshots cannot be copied to another account.",
	recommendation: "Copy a snapshot under a customer managed KMS key, restore the cluster from the copy and move clients to it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html"],
	related: { others: ["steampipe:rds_db_cluster_encrypted_with_cmk"] },
	evaluate(cluster) {
		if (!reported(cluster.storageEncrypted, "StorageEncrypted"))
			return fail(`${cluster.name} stores its data without encryption, so with no customer managed key.`, { storageEncrypted: false });
		return judgeCustomerKey(`the storage of ${cluster.name}`, cluster.kmsKey);
	},
});
