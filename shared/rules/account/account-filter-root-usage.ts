import { defineRule } from "../../core/rule.ts";
import { judgeTrailFilter, trailEvent } from "./judge/trail-filter.ts";

const root = { type: "Root", principalId: "111122223333", arn: "arn:aws:iam::111122223333:root", accountId: "111122223333" };
const events = [
	{
		label: "ConsoleLogin of the root user",
		event: trailEvent("signin", "ConsoleLogin", {
			eventType: "AwsConsoleSignIn",
			userIdentity: root,
			additionalEventData: { MFAUsed: "Yes" },
			responseElements: { ConsoleLogin: "Success" },
		}),
	},
	{ label: "API calls of the root user", event: trailEvent("iam", "CreateAccessKey", { userIdentity: root }) },
];

export const accountFilterRootUsage = defineRule({
	id: "account-filter-root-usage",
	title: "An alarm tells of use of the root user",
	severity: "medium",
	resource: "aws.Region",
	risk: "The root user can do everything and is needed almost never; its use is either an emergency or an attack that nobody is told of.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_log_metric_filter_root_usage"], securityHub: ["CloudWatch.1"] },
	evaluate(region) {
		return judgeTrailFilter(region, "use of the root user", events);
	},
});
