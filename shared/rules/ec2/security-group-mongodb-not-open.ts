import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupMongodbNotOpen = defineRule({
	id: "security-group-mongodb-not-open",
	title: "Security group does not open MongoDB to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can connect to MongoDB behind this group: guess passwords, use flaws that need no login, or exhaust connections.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: { prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mongodb_27017_27018"] },
	parameters: {
		ports: integers([27017, 27018, 27019], "Ports of MongoDB (27017), its shards (27018) and config servers (27019).", {
			minimum: 0,
			maximum: 65535,
		}),
	},
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "MongoDB", ports: parameters.ports });
	},
});
