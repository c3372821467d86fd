import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeInstancePorts } from "./judge/instance.ts";

export const ec2InstanceCassandraNotExposed = defineRule({
	id: "ec2-instance-cassandra-not-exposed",
	title: "EC2 instance does not expose Cassandra to the internet",
	severity: "critical",
	resource: "ec2.Instance",
	risk: "Cassandra on an instance with a public address, a route to the internet and an open security group is found by scanners within minutes and attacked.",
	recommendation: "Move the instance to a private subnet without a public address, and admit only the security groups of its clients.",
	links: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"],
	related: { prowler: ["ec2_instance_port_cassandra_exposed_to_internet"] },
	parameters: {
		ports: integers(
			[7000, 7001, 7199, 9042, 9160, 8888],
			"Ports of Cassandra nodes (7000, 7001), JMX (7199), clients (9042, 9160) and OpsCenter (8888).",
			{ minimum: 0, maximum: 65535 },
		),
	},
	evaluate(instance, { parameters }) {
		return judgeInstancePorts(instance, { product: "Cassandra", ports: parameters.ports });
	},
});
