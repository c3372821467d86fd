import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { apiCalls, judgeTrailFilter } from "./judge/trail-filter.ts";

export const accountFilterNetworkAclChanges = defineRule({
	id: "account-filter-network-acl-changes",
	title: "An alarm tells of changes to network ACLs",
	severity: "medium",
	resource: "aws.Region",
	risk: "Network ACLs are the second fence around database subnets; without an alarm nobody notices that it has been taken down.",
	recommendation:
		"Send a multi-Region trail to a CloudWatch Logs log group, add a metric filter that matches these events, and an alarm on its metric that notifies people.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html"],
	related: { prowler: ["cloudwatch_changes_to_network_acls_alarm_configured"], securityHub: ["CloudWatch.11"] },
	parameters: {
		events: strings(
			[
				"CreateNetworkAcl",
				"CreateNetworkAclEntry",
				"DeleteNetworkAcl",
				"DeleteNetworkAclEntry",
				"ReplaceNetworkAclEntry",
				"ReplaceNetworkAclAssociation",
			],
			"The events of ec2.amazonaws.com that an alarm must tell of.",
		),
	},
	evaluate(region, { parameters }) {
		return judgeTrailFilter(region, "network ACL changes", apiCalls("ec2", parameters.events));
	},
});
