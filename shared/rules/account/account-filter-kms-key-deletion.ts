import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterKmsKeyDeletion = defineRule({
	id: "account-filter-kms-key-deletion",
	title: "An alarm tells of KMS keys that are disabled or scheduled for deletion",
	severity: "medium",
	resource: "aws.Region",
	risk: "A key that is disabled or deleted takes every database and backup under it along; the waiting period helps only those who are told.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk"], securityHub: ["CloudWatch.7"] },
	parameters: {
		events: strings(["DisableKey", "ScheduleKeyDeletion"], "The events of kms.amazonaws.com that an alarm must tell of."),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "disabling or deletion of KMS keys", apiCalls("kms", parameters.events));
	},
});
