import { ec2InstanceKafkaNotExposed } from "../../../shared/rules/ec2/ec2-instance-kafka-not-exposed.ts";
import { denied } from "../../support/compliant/common.ts";
import { admits, halves, open, publicNetwork } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	ec2InstanceKafkaNotExposed,
	{
		pass: [
			{
				name: "no public address",
				with: { publicIps: [], network: publicNetwork([admits(open, 9092)]) },
				says: "has no public IP address",
			},
			{ name: "no public subnet", with: { network: publicNetwork([admits(open, 9092)], false) }, says: "no route to an internet gateway" },
			{ name: "one public address admitted", with: { network: publicNetwork([admits(["203.0.113.7/32"], 9092)]) } },
			{ name: "port 9091 open instead", with: { network: publicNetwork([admits(open, 9091)]) }, says: "do not open the Kafka ports" },
			{ name: "port 9093 open instead", with: { network: publicNetwork([admits(open, 9093)]) }, says: "do not open the Kafka ports" },
			{ name: "the port open over UDP only", with: { network: publicNetwork([admits(open, 9092, 9092, "udp")]) } },
			{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { network: publicNetwork([admits(open, 9092)]) } },
		],
		fail: [
			{
				name: "port 9092",
				with: { network: publicNetwork([admits(open, 9092)]) },
				says: "tcp 9092 (Kafka)",
				evidence: { open: [{ protocol: "tcp", port: 9092 }] },
			},
			{ name: "two halves of the internet", with: { network: publicNetwork(halves(9092)) }, says: "198.51.100.4" },
		],
		indeterminate: [
			{ name: "the network was not read", with: { network: denied("ec2", "DescribeSecurityGroups") }, says: "ec2:DescribeSecurityGroups" },
		],
	},
	{ publicIps: ["198.51.100.4"] },
);
