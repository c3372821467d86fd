import { ec2InstancePostgresqlNotExposed } from "../../../shared/rules/ec2/ec2-instance-postgresql-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstancePostgresqlNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 5432)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 5432)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 5432)]) } },
			{ name: "port 5431 open instead", with: { network: publicNetwork([admits(open, 5431)]) }, says: "do not open the PostgreSQL ports" },
			{ name: "port 5433 open instead", with: { network: publicNetwork([admits(open, 5433)]) }, says: "do not open the PostgreSQL ports" },
			{ name: "port 6431 open instead", with: { network: publicNetwork([admits(open, 6431)]) }, says: "do not open the PostgreSQL ports" },
			{ name: "port 6433 open instead", with: { network: publicNetwork([admits(open, 6433)]) }, says: "do not open the PostgreSQL ports" },
			{ name: "the port open over UDP only", with: { network: publicNetwork([admits(open, 5432, 5432, "udp")]) } },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 5432)]) } },
		],
		fail: [
			{
				name: "port 5432",
				with: { network: publicNetwork([admits(open, 5432)]) },
				says: "tcp 5432 (PostgreSQL)",
				evidence: { open: [{ protocol: "tcp", port: 5432 }] },
			},
			{
				name: "port 6432",
				with: { network: publicNetwork([admits(open, 6432)]) },
				says: "tcp 6432 (PostgreSQL)",
				evidence: { open: [{ protocol: "tcp", port: 6432 }] },
			},
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(5432)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
