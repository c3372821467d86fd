import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const rdsClusterNotServerlessV1 = defineRule({
	id: "rds-cluster-not-serverless-v1",
	title: "Aurora cluster is not Serverless v1, whose life has ended",
	severity: "high",
	resource: "rds.DbCluster",
	risk: "AWS has ended the life of Aurora Serverless v1: the cluster gets no fixes and is converted or stopped when AWS decides.",
	recommendation: "Convert the cluster to provisioned, upgrade its engine and use db.serverless instances (Serverless v2).",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless.html"],
	related: {},
	evaluate(cluster) {
		const { name } = cluster;
		if (cluster.sort !== "aurora") return notApplicable(`${name} is a Multi-AZ DB cluster.`);
		const engineMode = reported(cluster.engineMode, "EngineMode");
		return engineMode === "serverless"
			? fail(`${name} is Aurora Serverless v1.`, { engineMode })
			: pass(`The engine mode of ${name} is ${engineMode}.`, { engineMode });
	},
});
