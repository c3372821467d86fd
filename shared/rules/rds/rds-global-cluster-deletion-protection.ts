import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const rdsGlobalClusterDeletionProtection = defineRule({
	id: "rds-global-cluster-deletion-protection",
	title: "Aurora global database has deletion protection",
	severity: "medium",
	resource: "rds.GlobalCluster",
	risk: "One call removes the global database, and with it the replication that disaster recovery relies on.",
	recommendation: "Switch DeletionProtection on with ModifyGlobalCluster, besides that of each cluster in it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyGlobalCluster.html"],
	related: {},
	evaluate(cluster) {
		const deletionProtection = reported(cluster.deletionProtection, "DeletionProtection");
		return deletionProtection
			? pass(`${cluster.name} is protected against deletion.`, { deletionProtection })
			: fail(`${cluster.name} can be deleted with one call.`, { deletionProtection });
	},
});
