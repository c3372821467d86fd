import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupPostgresqlNotOpen = defineRule({
	id: "security-group-postgresql-not-open",
	title: "Security group does not open PostgreSQL to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Anybody can connect to PostgreSQL behind this group: guess passwords, use flaws that need no login, or exhaust connections.",
	recommendation:
		"Admit only the security groups of the clients or the address ranges of your networks; put a VPN, a bastion or Session Manager before remote users.",
	links: ["https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"],
	related: { prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432"], others: ["cloudsploit:openPostgreSQL"] },
	parameters: { ports: integers([5432, 6432], "Ports of PostgreSQL (5432) and PgBouncer (6432).", { minimum: 0, maximum: 65535 }) },
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "PostgreSQL", ports: parameters.ports });
	},
});
