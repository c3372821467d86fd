import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupNeptuneNotOpen = defineRule({
	id: "security-group-neptune-not-open",
	title: "Security group does not open Neptune to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can connect to Neptune behind this group: guess passwords, use flaws that need no login, or exhaust connections.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: {},
	parameters: { ports: integers([8182], "Ports of Neptune.", { minimum: 0, maximum: 65535 }) },
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "Neptune", ports: parameters.ports });
	},
});
