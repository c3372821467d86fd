import { securityGroupNeptuneNotOpen } from "../../../shared/rules/ec2/security-group-neptune-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupNeptuneNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the Neptune ports", evidence: { ports: [8182] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 8182)] } },
		{ name: "port 8181 open to the world", with: { ingress: [admits(open, 8181)] } },
		{ name: "port 8183 open to the world", with: { ingress: [admits(open, 8183)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 8182, 8182, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 8182)] } },
	],
	fail: [
		{
			name: "port 8182 open to the world",
			with: { ingress: [admits(open, 8182)] },
			says: "tcp 8182 (Neptune)",
			evidence: { open: [{ protocol: "tcp", port: 8182 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(8182) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 8182)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 8182)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
