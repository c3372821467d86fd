import { defineRule } from "../../core/rule.ts";
import { judgeTags, tagParameters } from "./judge/tags.ts";

export const rdsProxyTagged = defineRule({
	id: "rds-proxy-tagged",
	title: "RDS Proxy is tagged",
	severity: "low",
	resource: "rds.DbProxy",
	risk: "Nobody knows whose proxy it is, and access policies and cost reports that go by tags pass it by.",
	recommendation: "Tag the proxy with your required keys, at least owner and environment.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html"],
	related: {},
	parameters: tagParameters,
	evaluate: (proxy, { parameters }) => judgeTags(proxy, parameters.requiredTagKeys),
});
