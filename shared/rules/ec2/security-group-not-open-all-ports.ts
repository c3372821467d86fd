import { defineRule } from "../../core/rule.ts";
import { pass } from "../../core/verdict.ts";
import { listed, openRanges } from "./judge/ports.ts";
import { failGroup, groupName } from "./judge/security-group.ts";

export const securityGroupNotOpenAllPorts = defineRule({
	id: "security-group-not-open-all-ports",
	title: "Security group does not open all ports to the internet",
	severity: "critical",
	resource: "ec2.SecurityGroup",
	risk: "Everything that listens behind the group, known or forgotten, can be attacked by anybody.",
	recommendation: "Replace the rules by ones for the ports that clients need, and admit only the groups or networks of those clients.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: { prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_all_ports"] },
	evaluate(group) {
		const protocols = ["tcp", "udp"].filter((protocol) =>
			// Nothing can listen on port 0.
			openRanges(group.ingress, protocol).some(({ fromPort, toPort }) => fromPort <= 1 && toPort === 65_535),
		);
		return protocols.length === 0
			? pass(`${groupName(group)} does not open all ports to the internet.`, { protocols })
			: failGroup(group, `${groupName(group)} opens all ${listed(protocols)} ports to the internet.`, { protocols });
	},
});
