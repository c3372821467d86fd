import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterRouteTableChanges = defineRule({
	id: "account-filter-route-table-changes",
	title: "An alarm tells of changes to route tables",
	severity: "medium",
	resource: "aws.Region",
	risk: "One route turns a private database subnet into a public one or leads traffic past inspection; without an alarm nobody notices.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_changes_to_network_route_tables_alarm_configured"], securityHub: ["CloudWatch.13"] },
	parameters: {
		events: strings(
			[
				"CreateRoute",
				"CreateRouteTable",
				"ReplaceRoute",
				"ReplaceRouteTableAssociation",
				"DeleteRouteTable",
				"DeleteRoute",
				"DisassociateRouteTable",
			],
			"The events of ec2.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "route table changes", apiCalls("ec2", parameters.events));
	},
});
