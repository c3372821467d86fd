import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterVpcChanges = defineRule({
	id: "account-filter-vpc-changes",
	title: "An alarm tells of changes to VPCs",
	severity: "medium",
	resource: "aws.Region",
	risk: "A peering connection joins a stranger's network to that of the databases; without an alarm it is found by chance.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_changes_to_vpcs_alarm_configured"], securityHub: ["CloudWatch.14"] },
	parameters: {
		events: strings(
			[
				"CreateVpc",
				"DeleteVpc",
				"ModifyVpcAttribute",
				"AcceptVpcPeeringConnection",
				"CreateVpcPeeringConnection",
				"DeleteVpcPeeringConnection",
				"RejectVpcPeeringConnection",
			],
			"The events of ec2.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "VPC changes", apiCalls("ec2", parameters.events));
	},
});
