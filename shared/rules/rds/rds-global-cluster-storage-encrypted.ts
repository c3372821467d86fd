import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsGlobalClusterStorageEncrypted = defineRule({
	id: "rds-global-cluster-storage-encrypted",
	title: "Aurora global database is encrypted at rest",
	severity: "high",
	resource: "rds.GlobalCluster",
	risk: "The data lies in clear in every region, and no region that is added can be encrypted either.",
	recommendation: "Restore a snapshot of the primary into an encrypted cluster and build a new global database on it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html"],
	related: {},
	evaluate(cluster) {
		const storageEncrypted = reported(cluster.storageEncrypted, "StorageEncrypted");
		return storageEncrypted
			? pass(`${cluster.name} encrypts its storage.`, { storageEncrypted })
			: fail(`${cluster.name} stores its data without encryption.`, { storageEncrypted });
	},
});
