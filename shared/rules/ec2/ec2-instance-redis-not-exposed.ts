import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeInstancePorts } from "./judge/instance.ts";

export const ec2InstanceRedisNotExposed = defineRule({
	id: "ec2-instance-redis-not-exposed",
	title: "EC2 instance does not expose Redis to the internet",
	severity: "critical",
	resource: "ec2.Instance",
	risk: "Redis on an instance with a public address, a route to the internet and an open security group is found by scanners within minutes and attacked.",
	recommendation: "Move the instance to a private subnet without a public address, and admit only the security groups of its clients.",
	links: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"],
	related: { prowler: ["ec2_instance_port_redis_exposed_to_internet"] },
	parameters: { ports: integers([6379], "Ports of Redis.", { minimum: 0, maximum: 65535 }) },
	evaluate(instance, { parameters }) {
		return judgeInstancePorts(instance, { product: "Redis", ports: parameters.ports });
	},
});
