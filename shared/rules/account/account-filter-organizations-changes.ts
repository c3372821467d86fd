import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterOrganizationsChanges = defineRule({
	id: "account-filter-organizations-changes",
	title: "An alarm tells of changes to AWS Organizations",
	severity: "medium",
	resource: "aws.Region",
	risk: "An account that leaves its organisation escapes all guardrails; without an alarm nobody notices until the bill is missing.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_log_metric_filter_aws_organizations_changes"] },
	parameters: {
		events: strings(
			[
				"AcceptHandshake",
				"AttachPolicy",
				"CreateAccount",
				"CreateOrganizationalUnit",
				"CreatePolicy",
				"DeclineHandshake",
				"DeleteOrganization",
				"DeleteOrganizationalUnit",
				"DeletePolicy",
				"DetachPolicy",
				"DisablePolicyType",
				"EnablePolicyType",
				"InviteAccountToOrganization",
				"LeaveOrganization",
				"MoveAccount",
				"RemoveAccountFromOrganization",
				"UpdateOrganizationalUnit",
				"UpdatePolicy",
			],
			"The events of organizations.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "AWS Organizations changes", apiCalls("organizations", parameters.events));
	},
});
