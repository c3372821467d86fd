import { ec2InstanceMysqlNotExposed } from "../../../shared/rules/ec2/ec2-instance-mysql-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstanceMysqlNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 3306)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 3306)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 3306)]) } },
			{ name: "port 3305 open instead", with: { network: publicNetwork([admits(open, 3305)]) }, says: "do not open the MySQL ports" },
			{ name: "port 3307 open instead", with: { network: publicNetwork([admits(open, 3307)]) }, says: "do not open the MySQL ports" },
			{ name: "port 33059 open instead", with: { network: publicNetwork([admits(open, 33059)]) }, says: "do not open the MySQL ports" },
			{ name: "port 33061 open instead", with: { network: publicNetwork([admits(open, 33061)]) }, says: "do not open the MySQL ports" },
			{ name: "the port open over UDP only", with: { network: publicNetwork([admits(open, 3306, 3306, "udp")]) } },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 3306)]) } },
		],
		fail: [
			{
				name: "port 3306",
				with: { network: publicNetwork([admits(open, 3306)]) },
				says: "tcp 3306 (MySQL)",
				evidence: { open: [{ protocol: "tcp", port: 3306 }] },
			},
			{
				name: "port 33060",
				with: { network: publicNetwork([admits(open, 33060)]) },
				says: "tcp 33060 (MySQL)",
				evidence: { open: [{ protocol: "tcp", port: 33060 }] },
			},
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(3306)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
