import { defineRule } from "../../core/rule.ts";
import { judgeTags, tagParameters } from "./judge/tags.ts";

export const rdsInstanceTagged = defineRule({
	id: "rds-instance-tagged",
	title: "RDS DB instance is tagged",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Nobody knows whose database it is, and access policies, backup plans and cost reports that go by tags pass it by.",
	recommendation: "Tag the instance with your required keys, at least owner and environment, and enforce them with a tag policy.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html"],
	related: { securityHub: ["RDS.30"], others: ["cloudsploit:rdsInstanceHasTags"] },
	parameters: tagParameters,
	evaluate: (db, { parameters }) => judgeTags(db, parameters.requiredTagKeys),
});
