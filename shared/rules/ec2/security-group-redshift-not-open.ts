import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupRedshiftNotOpen = defineRule({
	id: "security-group-redshift-not-open",
	title: "Security group does not open Redshift to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can connect to Redshift behind this group: guess passwords, use flaws that need no login, or exhaust connections.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: {},
	parameters: { ports: integers([5439], "Ports of Redshift.", { minimum: 0, maximum: 65535 }) },
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "Redshift", ports: parameters.ports });
	},
});
