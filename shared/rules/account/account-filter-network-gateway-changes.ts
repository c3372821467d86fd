import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterNetworkGatewayChanges = defineRule({
	id: "account-filter-network-gateway-changes",
	title: "An alarm tells of changes to network gateways",
	severity: "medium",
	resource: "aws.Region",
	risk: "A new gateway gives a private network a way to the internet; without an alarm data can leave through it unnoticed.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_changes_to_network_gateways_alarm_configured"], securityHub: ["CloudWatch.12"] },
	parameters: {
		events: strings(
			[
				"CreateCustomerGateway",
				"DeleteCustomerGateway",
				"AttachInternetGateway",
				"CreateInternetGateway",
				"DeleteInternetGateway",
				"DetachInternetGateway",
			],
			"The events of ec2.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "network gateway changes", apiCalls("ec2", parameters.events));
	},
});
