import { defineRule } from "../../core/rule.ts";
import { judgeTags, tagParameters } from "./judge/tags.ts";

export const rdsSubnetGroupTagged = defineRule({
	id: "rds-subnet-group-tagged",
	title: "RDS DB subnet group is tagged",
	severity: "low",
	resource: "rds.SubnetGroup",
	risk: "Nobody knows whose network it describes, so that databases land in the wrong subnets and nobody dares to delete it.",
	recommendation: "Tag the DB subnet group with your required keys, at least owner and environment.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html"],
	related: { securityHub: ["RDS.33"] },
	parameters: tagParameters,
	evaluate: (group, { parameters }) => judgeTags(group, parameters.requiredTagKeys),
});
