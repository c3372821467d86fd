import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeInstancePorts } from "./judge/instance.ts";

export const ec2InstanceOracleNotExposed = defineRule({
	id: "ec2-instance-oracle-not-exposed",
	title: "EC2 instance does not expose Oracle to the internet",
	severity: "critical",
	resource: "ec2.Instance",
	risk: "Oracle on an instance with a public address, a route to the internet and an open security group is found by scanners within minutes and attacked.",
	recommendation: "Move the instance to a private subnet without a public address, and admit only the security groups of its clients.",
	links: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"],
	related: { prowler: ["ec2_instance_port_oracle_exposed_to_internet"] },
	parameters: {
		ports: integers([1521, 1522, 1526, 2483, 2484], "Ports of the Oracle listener (1521, 1522, 1526, 2483; 2484 with TLS).", {
			minimum: 0,
			maximum: 65535,
		}),
	},
	evaluate(instance, { parameters }) {
		return judgeInstancePorts(instance, { product: "Oracle", ports: parameters.ports });
	},
});
