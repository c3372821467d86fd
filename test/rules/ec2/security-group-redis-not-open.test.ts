import { securityGroupRedisNotOpen } from "../../../shared/rules/ec2/security-group-redis-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupRedisNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the Redis ports", evidence: { ports: [6379] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 6379)] } },
		{ name: "port 6378 open to the world", with: { ingress: [admits(open, 6378)] } },
		{ name: "port 6380 open to the world", with: { ingress: [admits(open, 6380)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 6379, 6379, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 6379)] } },
	],
	fail: [
		{
			name: "port 6379 open to the world",
			with: { ingress: [admits(open, 6379)] },
			says: "tcp 6379 (Redis)",
			evidence: { open: [{ protocol: "tcp", port: 6379 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(6379) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 6379)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 6379)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
