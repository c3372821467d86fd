import { securityGroupMemcachedNotOpen } from "../../../shared/rules/ec2/security-group-memcached-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupMemcachedNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the Memcached ports", evidence: { ports: [11211] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 11211)] } },
		{ name: "port 11210 open to the world", with: { ingress: [admits(open, 11210)] } },
		{ name: "port 11212 open to the world", with: { ingress: [admits(open, 11212)] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 11211)] } },
	],
	fail: [
		{
			name: "port 11211 open to the world",
			with: { ingress: [admits(open, 11211)] },
			says: "tcp 11211 (Memcached)",
			evidence: { open: [{ protocol: "tcp", port: 11211 }] },
		},
		{ name: "UDP port 11211 open to the world", with: { ingress: [admits(open, 11211, 11211, "udp")] }, says: "udp 11211" },
		{ name: "two halves of the internet", with: { ingress: halves(11211) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 11211)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 11211)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
