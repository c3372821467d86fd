import { securityGroupDb2NotOpen } from "../../../shared/rules/ec2/security-group-db2-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupDb2NotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the Db2 ports", evidence: { ports: [50000] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 50000)] } },
		{ name: "port 49999 open to the world", with: { ingress: [admits(open, 49999)] } },
		{ name: "port 50001 open to the world", with: { ingress: [admits(open, 50001)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 50000, 50000, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 50000)] } },
	],
	fail: [
		{
			name: "port 50000 open to the world",
			with: { ingress: [admits(open, 50000)] },
			says: "tcp 50000 (Db2)",
			evidence: { open: [{ protocol: "tcp", port: 50000 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(50000) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 50000)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 50000)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
