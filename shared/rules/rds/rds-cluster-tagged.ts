import { defineRule } from "../../core/rule.ts";
import { judgeTags, tagParameters } from "./judge/tags.ts";

export const rdsClusterTagged = defineRule({
	id: "rds-cluster-tagged",
	title: "RDS DB cluster is tagged",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Nobody knows whose database it is, and access policies, backup plans and cost reports that go by tags pass it by.",
	recommendation: "Tag the cluster with your required keys, at least owner and environment, and enforce them with a tag policy.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html"],
	related: { securityHub: ["RDS.28"] },
	parameters: tagParameters,
	evaluate: (cluster, { parameters }) => judgeTags(cluster, parameters.requiredTagKeys),
});
