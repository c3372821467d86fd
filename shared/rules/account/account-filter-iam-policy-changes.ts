import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterIamPolicyChanges = defineRule({
	id: "account-filter-iam-policy-changes",
	title: "An alarm tells of changes to IAM policies",
	severity: "medium",
	resource: "aws.Region",
	risk: "Whoever changes policies gives himself access to databases and keys; without an alarm it is found out long after.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_log_metric_filter_policy_changes"], securityHub: ["CloudWatch.4"] },
	parameters: {
		events: strings(
			[
				"DeleteGroupPolicy",
				"DeleteRolePolicy",
				"DeleteUserPolicy",
				"PutGroupPolicy",
				"PutRolePolicy",
				"PutUserPolicy",
				"CreatePolicy",
				"DeletePolicy",
				"CreatePolicyVersion",
				"DeletePolicyVersion",
				"AttachRolePolicy",
				"DetachRolePolicy",
				"AttachUserPolicy",
				"DetachUserPolicy",
				"AttachGroupPolicy",
				"DetachGroupPolicy",
			],
			"The events of iam.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "IAM policy changes", apiCalls("iam", parameters.events));
	},
});
