import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupCassandraNotOpen = defineRule({
	id: "security-group-cassandra-not-open",
	title: "Security group does not open Cassandra to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can connect to Cassandra behind this group: guess passwords, use flaws that need no login, or exhaust connections.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: {
		prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_cassandra_7199_9160_8888"],
		others: [
			"cloudsploit:openCassandraClient",
			"cloudsploit:openCassandraInternode",
			"cloudsploit:openCassandraThrift",
			"cloudsploit:openCassandraMonitoring",
		],
	},
	parameters: {
		ports: integers(
			[7000, 7001, 7199, 9042, 9160, 8888],
			"Ports of Cassandra nodes (7000, 7001), JMX (7199), clients (9042, 9160) and OpsCenter (8888).",
			{ minimum: 0, maximum: 65535 },
		),
	},
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "Cassandra", ports: parameters.ports });
	},
});
