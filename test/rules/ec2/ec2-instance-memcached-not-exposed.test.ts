import { ec2InstanceMemcachedNotExposed } from "../../../shared/rules/ec2/ec2-instance-memcached-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstanceMemcachedNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 11211)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 11211)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 11211)]) } },
			{ name: "port 11210 open instead", with: { network: publicNetwork([admits(open, 11210)]) }, says: "do not open the Memcached ports" },
			{ name: "port 11212 open instead", with: { network: publicNetwork([admits(open, 11212)]) }, says: "do not open the Memcached ports" },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 11211)]) } },
		],
		fail: [
			{
				name: "port 11211",
				with: { network: publicNetwork([admits(open, 11211)]) },
				says: "tcp 11211 (Memcached)",
				evidence: { open: [{ protocol: "tcp", port: 11211 }] },
			},
			{ name: "UDP port 11211", with: { network: publicNetwork([admits(open, 11211, 11211, "udp")]) }, says: "udp 11211" },
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(11211)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
