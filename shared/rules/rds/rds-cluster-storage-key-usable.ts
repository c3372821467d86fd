import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeKeyUsable } from "./judge/encryption-key.ts";

export const rdsClusterStorageKeyUsable = defineRule({
	id: "rds-cluster-storage-key-usable",
	title: "The key that encrypts RDS DB cluster storage is enabled and not about to be deleted",
	severity: "high",
	resource: "rds.DbCluster",
	risk: "RDS stops a cluster whose key is disabled, and once the key is deleted neither the data nor any backup of it can be read again.",
	recommendation: "Cancel the deletion of the KMS key, or enable it again; delete it only when no cluster, snapshot or backup needs it.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html"],
	related: {},
	evaluate(cluster) {
		if (!reported(cluster.storageEncrypted, "StorageEncrypted")) return notApplicable(`${cluster.name} does not encrypt its storage.`);
		return judgeKeyUsable(`the storage of ${cluster.name}`, cluster.kmsKey);
	},
});
