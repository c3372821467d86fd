import { ec2InstanceMongodbNotExposed } from "../../../shared/rules/ec2/ec2-instance-mongodb-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstanceMongodbNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 27017)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 27017)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 27017)]) } },
			{ name: "port 27016 open instead", with: { network: publicNetwork([admits(open, 27016)]) }, says: "do not open the MongoDB ports" },
			{ name: "port 27020 open instead", with: { network: publicNetwork([admits(open, 27020)]) }, says: "do not open the MongoDB ports" },
			{ name: "the port open over UDP only", with: { network: publicNetwork([admits(open, 27017, 27017, "udp")]) } },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 27017)]) } },
		],
		fail: [
			{
				name: "port 27017",
				with: { network: publicNetwork([admits(open, 27017)]) },
				says: "tcp 27017 (MongoDB)",
				evidence: { open: [{ protocol: "tcp", port: 27017 }] },
			},
			{
				name: "port 27018",
				with: { network: publicNetwork([admits(open, 27018)]) },
				says: "tcp 27018 (MongoDB)",
				evidence: { open: [{ protocol: "tcp", port: 27018 }] },
			},
			{
				name: "port 27019",
				with: { network: publicNetwork([admits(open, 27019)]) },
				says: "tcp 27019 (MongoDB)",
				evidence: { open: [{ protocol: "tcp", port: 27019 }] },
			},
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(27017)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
