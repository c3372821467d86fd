import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterSecurityGroupChanges = defineRule({
	id: "account-filter-security-group-changes",
	title: "An alarm tells of changes to security groups",
	severity: "medium",
	resource: "aws.Region",
	risk: "One new rule can open a database to the internet; without an alarm it stays open until the next review.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_log_metric_filter_security_group_changes"], securityHub: ["CloudWatch.10"] },
	parameters: {
		events: strings(
			[
				"AuthorizeSecurityGroupIngress",
				"AuthorizeSecurityGroupEgress",
				"RevokeSecurityGroupIngress",
				"RevokeSecurityGroupEgress",
				"CreateSecurityGroup",
				"DeleteSecurityGroup",
			],
			"The events of ec2.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "security group changes", apiCalls("ec2", parameters.events));
	},
});
