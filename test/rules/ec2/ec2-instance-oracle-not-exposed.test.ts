import { ec2InstanceOracleNotExposed } from "../../../shared/rules/ec2/ec2-instance-oracle-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstanceOracleNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 1521)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 1521)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 1521)]) } },
			{ name: "port 1520 open instead", with: { network: publicNetwork([admits(open, 1520)]) }, says: "do not open the Oracle ports" },
			{ name: "port 1523 open instead", with: { network: publicNetwork([admits(open, 1523)]) }, says: "do not open the Oracle ports" },
			{ name: "port 1525 open instead", with: { network: publicNetwork([admits(open, 1525)]) }, says: "do not open the Oracle ports" },
			{ name: "port 1527 open instead", with: { network: publicNetwork([admits(open, 1527)]) }, says: "do not open the Oracle ports" },
			{ name: "port 2482 open instead", with: { network: publicNetwork([admits(open, 2482)]) }, says: "do not open the Oracle ports" },
			{ name: "port 2485 open instead", with: { network: publicNetwork([admits(open, 2485)]) }, says: "do not open the Oracle ports" },
			{ name: "the port open over UDP only", with: { network: publicNetwork([admits(open, 1521, 1521, "udp")]) } },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 1521)]) } },
		],
		fail: [
			{
				name: "port 1521",
				with: { network: publicNetwork([admits(open, 1521)]) },
				says: "tcp 1521 (Oracle)",
				evidence: { open: [{ protocol: "tcp", port: 1521 }] },
			},
			{
				name: "port 1522",
				with: { network: publicNetwork([admits(open, 1522)]) },
				says: "tcp 1522 (Oracle)",
				evidence: { open: [{ protocol: "tcp", port: 1522 }] },
			},
			{
				name: "port 1526",
				with: { network: publicNetwork([admits(open, 1526)]) },
				says: "tcp 1526 (Oracle)",
				evidence: { open: [{ protocol: "tcp", port: 1526 }] },
			},
			{
				name: "port 2483",
				with: { network: publicNetwork([admits(open, 2483)]) },
				says: "tcp 2483 (Oracle)",
				evidence: { open: [{ protocol: "tcp", port: 2483 }] },
			},
			{
				name: "port 2484",
				with: { network: publicNetwork([admits(open, 2484)]) },
				says: "tcp 2484 (Oracle)",
				evidence: { open: [{ protocol: "tcp", port: 2484 }] },
			},
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(1521)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
