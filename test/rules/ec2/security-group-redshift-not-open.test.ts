import { securityGroupRedshiftNotOpen } from "../../../shared/rules/ec2/security-group-redshift-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupRedshiftNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the Redshift ports", evidence: { ports: [5439] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 5439)] } },
		{ name: "port 5438 open to the world", with: { ingress: [admits(open, 5438)] } },
		{ name: "port 5440 open to the world", with: { ingress: [admits(open, 5440)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 5439, 5439, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 5439)] } },
	],
	fail: [
		{
			name: "port 5439 open to the world",
			with: { ingress: [admits(open, 5439)] },
			says: "tcp 5439 (Redshift)",
			evidence: { open: [{ protocol: "tcp", port: 5439 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(5439) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 5439)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 5439)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
