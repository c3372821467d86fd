import { securityGroupKafkaNotOpen } from "../../../shared/rules/ec2/security-group-kafka-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupKafkaNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the Kafka ports", evidence: { ports: [9092] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 9092)] } },
		{ name: "port 9091 open to the world", with: { ingress: [admits(open, 9091)] } },
		{ name: "port 9093 open to the world", with: { ingress: [admits(open, 9093)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 9092, 9092, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 9092)] } },
	],
	fail: [
		{
			name: "port 9092 open to the world",
			with: { ingress: [admits(open, 9092)] },
			says: "tcp 9092 (Kafka)",
			evidence: { open: [{ protocol: "tcp", port: 9092 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(9092) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 9092)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 9092)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
