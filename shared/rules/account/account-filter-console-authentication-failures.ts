import { defineRule } from "../../core/rule.ts";
import { judgeTrailFilter, trailEvent } from "./judge/trail-filter.ts";

const failed = (errorMessage: string) => ({
	label: `ConsoleLogin with ${errorMessage}`,
	event: trailEvent("signin", "ConsoleLogin", {
		eventType: "AwsConsoleSignIn",
		errorMessage,
		responseElements: { ConsoleLogin: "Failure" },
	}),
});
const events = [failed("Failed authentication")];

export const accountFilterConsoleAuthenticationFailures = defineRule({
	id: "account-filter-console-authentication-failures",
	title: "An alarm tells of failed console sign-ins",
	severity: "medium",
	resource: "aws.Region",
	risk: "Many failed sign-ins are somebody guessing passwords; without an alarm the guessing can go on for as long as it takes.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_log_metric_filter_authentication_failures"], securityHub: ["CloudWatch.6"] },
	evaluate(region) {
		return judgeTrailFilter(region, "failed console sign-ins", events);
	},
});
