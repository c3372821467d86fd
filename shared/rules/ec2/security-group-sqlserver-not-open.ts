import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupSqlserverNotOpen = defineRule({
	id: "security-group-sqlserver-not-open",
	title: "Security group does not open SQL Server to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can connect to SQL Server behind this group and guess passwords; UDP 1434 tells them the names and ports of its instances.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: {
		prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_sql_server_1433_1434"],
		others: ["cloudsploit:openSQLServer"],
	},
	parameters: {
		ports: integers([1433, 1434], "Ports of SQL Server (1433) and its browser and admin connection (1434).", {
			minimum: 0,
			maximum: 65535,
		}),
	},
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "SQL Server", ports: parameters.ports, protocols: ["tcp", "udp"] });
	},
});
