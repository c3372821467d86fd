import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsClusterStorageEncrypted = defineRule({
	id: "rds-cluster-storage-encrypted",
	title: "RDS DB cluster storage is encrypted at rest",
	severity: "high",
	resource: "rds.DbCluster",
	risk: "Whoever obtains the cluster volume, a snapshot or a backup of it reads all data in clear.",
	recommendation:
		"Restore a snapshot into an encrypted cluster (encryption cannot be switched on in place), move clients to it and delete the old one.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html"],
	related: {
		prowler: ["rds_cluster_storage_encrypted"],
		securityHub: ["RDS.27"],
		awsConfig: ["rds-cluster-encrypted-at-rest"],
	},
	evaluate(cluster) {
		const storageEncrypted = reported(cluster.storageEncrypted, "StorageEncrypted");
		return storageEncrypted
			? pass(`${cluster.name} encrypts its storage.`, { storageEncrypted })
			: fail(`${cluster.name} stores its data without encryption.`, { storageEncrypted });
	},
});
