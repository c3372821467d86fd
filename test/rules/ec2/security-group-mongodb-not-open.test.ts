import { securityGroupMongodbNotOpen } from "../../../shared/rules/ec2/security-group-mongodb-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupMongodbNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the MongoDB ports", evidence: { ports: [27017, 27018, 27019] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 27017)] } },
		{ name: "port 27016 open to the world", with: { ingress: [admits(open, 27016)] } },
		{ name: "port 27020 open to the world", with: { ingress: [admits(open, 27020)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 27017, 27017, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 27017)] } },
	],
	fail: [
		{
			name: "port 27017 open to the world",
			with: { ingress: [admits(open, 27017)] },
			says: "tcp 27017 (MongoDB)",
			evidence: { open: [{ protocol: "tcp", port: 27017 }] },
		},
		{
			name: "port 27018 open to the world",
			with: { ingress: [admits(open, 27018)] },
			says: "tcp 27018 (MongoDB)",
			evidence: { open: [{ protocol: "tcp", port: 27018 }] },
		},
		{
			name: "port 27019 open to the world",
			with: { ingress: [admits(open, 27019)] },
			says: "tcp 27019 (MongoDB)",
			evidence: { open: [{ protocol: "tcp", port: 27019 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(27017) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 27017)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 27017)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
