import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupMysqlNotOpen = defineRule({
	id: "security-group-mysql-not-open",
	title: "Security group does not open MySQL to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can connect to MySQL behind this group: guess passwords, use flaws that need no login, or exhaust connections.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: { prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306"], others: ["cloudsploit:openMySQL"] },
	parameters: { ports: integers([3306, 33060], "Ports of MySQL (3306) and its X protocol (33060).", { minimum: 0, maximum: 65535 }) },
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "MySQL", ports: parameters.ports });
	},
});
