import { ec2InstanceElasticsearchNotExposed } from "../../../shared/rules/ec2/ec2-instance-elasticsearch-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstanceElasticsearchNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 9200)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 9200)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 9200)]) } },
			{
				name: "port 5600 open instead",
				with: { network: publicNetwork([admits(open, 5600)]) },
				says: "do not open the Elasticsearch ports",
			},
			{
				name: "port 5602 open instead",
				with: { network: publicNetwork([admits(open, 5602)]) },
				says: "do not open the Elasticsearch ports",
			},
			{
				name: "port 9199 open instead",
				with: { network: publicNetwork([admits(open, 9199)]) },
				says: "do not open the Elasticsearch ports",
			},
			{
				name: "port 9201 open instead",
				with: { network: publicNetwork([admits(open, 9201)]) },
				says: "do not open the Elasticsearch ports",
			},
			{
				name: "port 9299 open instead",
				with: { network: publicNetwork([admits(open, 9299)]) },
				says: "do not open the Elasticsearch ports",
			},
			{
				name: "port 9301 open instead",
				with: { network: publicNetwork([admits(open, 9301)]) },
				says: "do not open the Elasticsearch ports",
			},
			{ name: "the port open over UDP only", with: { network: publicNetwork([admits(open, 9200, 9200, "udp")]) } },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 9200)]) } },
		],
		fail: [
			{
				name: "port 9200",
				with: { network: publicNetwork([admits(open, 9200)]) },
				says: "tcp 9200 (Elasticsearch)",
				evidence: { open: [{ protocol: "tcp", port: 9200 }] },
			},
			{
				name: "port 9300",
				with: { network: publicNetwork([admits(open, 9300)]) },
				says: "tcp 9300 (Elasticsearch)",
				evidence: { open: [{ protocol: "tcp", port: 9300 }] },
			},
			{
				name: "port 5601",
				with: { network: publicNetwork([admits(open, 5601)]) },
				says: "tcp 5601 (Elasticsearch)",
				evidence: { open: [{ protocol: "tcp", port: 5601 }] },
			},
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(9200)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
