import { ec2InstanceSqlserverNotExposed } from "../../../shared/rules/ec2/ec2-instance-sqlserver-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstanceSqlserverNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 1433)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 1433)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 1433)]) } },
			{ name: "port 1432 open instead", with: { network: publicNetwork([admits(open, 1432)]) }, says: "do not open the SQL Server ports" },
			{ name: "port 1435 open instead", with: { network: publicNetwork([admits(open, 1435)]) }, says: "do not open the SQL Server ports" },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 1433)]) } },
		],
		fail: [
			{
				name: "port 1433",
				with: { network: publicNetwork([admits(open, 1433)]) },
				says: "tcp 1433 (SQL Server)",
				evidence: { open: [{ protocol: "tcp", port: 1433 }] },
			},
			{
				name: "port 1434",
				with: { network: publicNetwork([admits(open, 1434)]) },
				says: "tcp 1434 (SQL Server)",
				evidence: { open: [{ protocol: "tcp", port: 1434 }] },
			},
			{ name: "UDP port 1433", with: { network: publicNetwork([admits(open, 1433, 1433, "udp")]) }, says: "udp 1433" },
			{ name: "UDP port 1434", with: { network: publicNetwork([admits(open, 1434, 1434, "udp")]) }, says: "udp 1434" },
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(1433)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
