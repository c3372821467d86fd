import { ec2InstanceCassandraNotExposed } from "../../../shared/rules/ec2/ec2-instance-cassandra-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstanceCassandraNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 7000)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 7000)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 7000)]) } },
			{ name: "port 6999 open instead", with: { network: publicNetwork([admits(open, 6999)]) }, says: "do not open the Cassandra ports" },
			{ name: "port 7002 open instead", with: { network: publicNetwork([admits(open, 7002)]) }, says: "do not open the Cassandra ports" },
			{ name: "port 7198 open instead", with: { network: publicNetwork([admits(open, 7198)]) }, says: "do not open the Cassandra ports" },
			{ name: "port 7200 open instead", with: { network: publicNetwork([admits(open, 7200)]) }, says: "do not open the Cassandra ports" },
			{ name: "port 8887 open instead", with: { network: publicNetwork([admits(open, 8887)]) }, says: "do not open the Cassandra ports" },
			{ name: "port 8889 open instead", with: { network: publicNetwork([admits(open, 8889)]) }, says: "do not open the Cassandra ports" },
			{ name: "port 9041 open instead", with: { network: publicNetwork([admits(open, 9041)]) }, says: "do not open the Cassandra ports" },
			{ name: "port 9043 open instead", with: { network: publicNetwork([admits(open, 9043)]) }, says: "do not open the Cassandra ports" },
			{ name: "port 9159 open instead", with: { network: publicNetwork([admits(open, 9159)]) }, says: "do not open the Cassandra ports" },
			{ name: "port 9161 open instead", with: { network: publicNetwork([admits(open, 9161)]) }, says: "do not open the Cassandra ports" },
			{ name: "the port open over UDP only", with: { network: publicNetwork([admits(open, 7000, 7000, "udp")]) } },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 7000)]) } },
		],
		fail: [
			{
				name: "port 7000",
				with: { network: publicNetwork([admits(open, 7000)]) },
				says: "tcp 7000 (Cassandra)",
				evidence: { open: [{ protocol: "tcp", port: 7000 }] },
			},
			{
				name: "port 7001",
				with: { network: publicNetwork([admits(open, 7001)]) },
				says: "tcp 7001 (Cassandra)",
				evidence: { open: [{ protocol: "tcp", port: 7001 }] },
			},
			{
				name: "port 7199",
				with: { network: publicNetwork([admits(open, 7199)]) },
				says: "tcp 7199 (Cassandra)",
				evidence: { open: [{ protocol: "tcp", port: 7199 }] },
			},
			{
				name: "port 9042",
				with: { network: publicNetwork([admits(open, 9042)]) },
				says: "tcp 9042 (Cassandra)",
				evidence: { open: [{ protocol: "tcp", port: 9042 }] },
			},
			{
				name: "port 9160",
				with: { network: publicNetwork([admits(open, 9160)]) },
				says: "tcp 9160 (Cassandra)",
				evidence: { open: [{ protocol: "tcp", port: 9160 }] },
			},
			{
				name: "port 8888",
				with: { network: publicNetwork([admits(open, 8888)]) },
				says: "tcp 8888 (Cassandra)",
				evidence: { open: [{ protocol: "tcp", port: 8888 }] },
			},
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(7000)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
