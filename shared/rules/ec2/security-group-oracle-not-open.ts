import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupOracleNotOpen = defineRule({
	id: "security-group-oracle-not-open",
	title: "Security group does not open Oracle to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can connect to Oracle behind this group: guess passwords, use flaws that need no login, or exhaust connections.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: { prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_oracle_1521_2483"], others: ["cloudsploit:openOracle"] },
	parameters: {
		ports: integers([1521, 1522, 1526, 2483, 2484], "Ports of the Oracle listener (1521, 1522, 1526, 2483; 2484 with TLS).", {
			minimum: 0,
			maximum: 65535,
		}),
	},
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "Oracle", ports: parameters.ports });
	},
});
