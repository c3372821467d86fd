import { defineRule } from "../../core/rule.ts";
import { judgeTrailFilter, trailEvent } from "./judge/trail-filter.ts";

const events = [
	{
		label: "ConsoleLogin without MFA",
		event: trailEvent("signin", "ConsoleLogin", {
			eventType: "AwsConsoleSignIn",
			additionalEventData: { LoginTo: "https://console.aws.amazon.com/console/home", MobileVersion: "No", MFAUsed: "No" },
			responseElements: { ConsoleLogin: "Success" },
		}),
	},
];

export const accountFilterConsoleSignInWithoutMfa = defineRule({
	id: "account-filter-console-sign-in-without-mfa",
	title: "An alarm tells of console sign-ins without MFA",
	severity: "medium",
	resource: "aws.Region",
	risk: "A console sign-in with a password alone is how stolen passwords are used; without an alarm it passes unnoticed.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_log_metric_filter_sign_in_without_mfa"], securityHub: ["CloudWatch.3"] },
	evaluate(region) {
		return judgeTrailFilter(region, "console sign-ins without MFA", events);
	},
});
