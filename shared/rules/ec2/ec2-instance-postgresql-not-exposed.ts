import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeInstancePorts } from "./judge/instance.ts";

export const ec2InstancePostgresqlNotExposed = defineRule({
	id: "ec2-instance-postgresql-not-exposed",
	title: "EC2 instance does not expose PostgreSQL to the internet",
	severity: "critical",
	resource: "ec2.Instance",
	risk: "PostgreSQL on an instance with a public address, a route to the internet and an open security group is found by scanners within minutes and attacked.",
	recommendation: "Move the instance to a private subnet without a public address, and admit only the security groups of its clients.",
	links: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"],
	related: { prowler: ["ec2_instance_port_postgresql_exposed_to_internet"] },
	parameters: { ports: integers([5432, 6432], "Ports of PostgreSQL (5432) and PgBouncer (6432).", { minimum: 0, maximum: 65535 }) },
	evaluate(instance, { parameters }) {
		return judgeInstancePorts(instance, { product: "PostgreSQL", ports: parameters.ports });
	},
});
