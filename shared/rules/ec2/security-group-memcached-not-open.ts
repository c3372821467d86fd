import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupMemcachedNotOpen = defineRule({
	id: "security-group-memcached-not-open",
	title: "Security group does not open Memcached to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Memcached asks for no password, so that anybody can read and change what it holds; over UDP it also amplifies attacks on others.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: { prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_memcached_11211"] },
	parameters: { ports: integers([11211], "Ports of Memcached.", { minimum: 0, maximum: 65535 }) },
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "Memcached", ports: parameters.ports, protocols: ["tcp", "udp"] });
	},
});
