import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterCloudtrailChanges = defineRule({
	id: "account-filter-cloudtrail-changes",
	title: "An alarm tells of changes to CloudTrail",
	severity: "medium",
	resource: "aws.Region",
	risk: "An intruder stops the trail first, so that nothing that follows is recorded; without an alarm the gap is noticed too late.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: {
		prowler: ["cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled"],
		securityHub: ["CloudWatch.5"],
	},
	parameters: {
		events: strings(
			["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"],
			"The events of cloudtrail.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "changes of CloudTrail", apiCalls("cloudtrail", parameters.events));
	},
});
