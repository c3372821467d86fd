import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeInstancePorts } from "./judge/instance.ts";

export const ec2InstanceMongodbNotExposed = defineRule({
	id: "ec2-instance-mongodb-not-exposed",
	title: "EC2 instance does not expose MongoDB to the internet",
	severity: "critical",
	resource: "ec2.Instance",
	risk: "MongoDB on an instance with a public address, a route to the internet and an open security group is found by scanners within minutes and attacked.",
	recommendation: "Move the instance to a private subnet without a public address, and admit only the security groups of its clients.",
	links: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"],
	related: { prowler: ["ec2_instance_port_mongodb_exposed_to_internet"] },
	parameters: {
		ports: integers([27017, 27018, 27019], "Ports of MongoDB (27017), its shards (27018) and config servers (27019).", {
			minimum: 0,
			maximum: 65535,
		}),
	},
	evaluate(instance, { parameters }) {
		return judgeInstancePorts(instance, { product: "MongoDB", ports: parameters.ports });
	},
});
