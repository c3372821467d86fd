import { ec2InstanceRedisNotExposed } from "../../../shared/rules/ec2/ec2-instance-redis-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstanceRedisNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 6379)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 6379)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 6379)]) } },
			{ name: "port 6378 open instead", with: { network: publicNetwork([admits(open, 6378)]) }, says: "do not open the Redis ports" },
			{ name: "port 6380 open instead", with: { network: publicNetwork([admits(open, 6380)]) }, says: "do not open the Redis ports" },
			{ name: "the port open over UDP only", with: { network: publicNetwork([admits(open, 6379, 6379, "udp")]) } },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 6379)]) } },
		],
		fail: [
			{
				name: "port 6379",
				with: { network: publicNetwork([admits(open, 6379)]) },
				says: "tcp 6379 (Redis)",
				evidence: { open: [{ protocol: "tcp", port: 6379 }] },
			},
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(6379)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
