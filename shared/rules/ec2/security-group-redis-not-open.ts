import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupRedisNotOpen = defineRule({
	id: "security-group-redis-not-open",
	title: "Security group does not open Redis to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can reach Redis behind this group; without a password they read and change all data, and often run commands on the host.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: { prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_redis_6379"] },
	parameters: { ports: integers([6379], "Ports of Redis.", { minimum: 0, maximum: 65535 }) },
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "Redis", ports: parameters.ports });
	},
});
