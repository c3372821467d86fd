import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeInstancePorts } from "./judge/instance.ts";

export const ec2InstanceSqlserverNotExposed = defineRule({
	id: "ec2-instance-sqlserver-not-exposed",
	title: "EC2 instance does not expose SQL Server to the internet",
	severity: "critical",
	resource: "ec2.Instance",
	risk: "SQL Server on an instance with a public address, a route to the internet and an open security group is found by scanners within minutes and attacked.",
	recommendation: "Move the instance to a private subnet without a public address, and admit only the security groups of its clients.",
	links: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html"],
	related: { prowler: ["ec2_instance_port_sqlserver_exposed_to_internet"] },
	parameters: {
		ports: integers([1433, 1434], "Ports of SQL Server (1433) and its browser and admin connection (1434).", {
			minimum: 0,
			maximum: 65535,
		}),
	},
	evaluate(instance, { parameters }) {
		return judgeInstancePorts(instance, { product: "SQL Server", ports: parameters.ports, protocols: ["tcp", "udp"] });
	},
});
