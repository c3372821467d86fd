import { defineRule } from "../../core/rule.ts";
import { judgeTrailFilter, trailEvent } from "./judge/trail-filter.ts";

const refused = (source: string, name: string, errorCode: string) => ({
	label: `${name} with ${errorCode}`,
	event: trailEvent(source, name, { errorCode, errorMessage: "You are not authorized to perform this operation." }),
});

/** The codes that AWS services refuse calls with. */
const events = [
	refused("rds", "ModifyDBInstance", "AccessDenied"),
	refused("secretsmanager", "PutSecretValue", "AccessDeniedException"),
	refused("ec2", "AuthorizeSecurityGroupIngress", "Client.UnauthorizedOperation"),
];

export const accountFilterUnauthorizedApiCalls = defineRule({
	id: "account-filter-unauthorized-api-calls",
	title: "An alarm tells of unauthorized API calls",
	severity: "medium",
	resource: "aws.Region",
	risk: "Refused calls are the first trace of stolen credentials being tried out; without an alarm nobody looks until they have worked.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_log_metric_filter_unauthorized_api_calls"], securityHub: ["CloudWatch.2"] },
	evaluate(region) {
		return judgeTrailFilter(region, "unauthorized API calls", events);
	},
});
