import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterConfigChanges = defineRule({
	id: "account-filter-config-changes",
	title: "An alarm tells of changes to AWS Config",
	severity: "medium",
	resource: "aws.Region",
	risk: "Once AWS Config stops recording, later changes leave no history and its rules judge nothing; without an alarm nobody knows.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: {
		prowler: ["cloudwatch_log_metric_filter_and_alarm_for_aws_config_configuration_changes_enabled"],
		securityHub: ["CloudWatch.9"],
	},
	parameters: {
		events: strings(
			["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"],
			"The events of config.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "changes of AWS Config", apiCalls("config", parameters.events));
	},
});
