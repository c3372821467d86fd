import { securityGroupNotOpenAllPorts } from "../../../shared/rules/ec2/security-group-not-open-all-ports.ts";
import { admits, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupNotOpenAllPorts, {
	pass: [
		{ name: "another group only", says: "does not open all ports" },
		{ name: "no rules at all", with: { ingress: [] } },
		{ name: "one port open", with: { ingress: [admits(open, 443)] } },
		{ name: "all ports but the last", with: { ingress: [admits(open, 0, 65_534)] } },
		{ name: "all ports but the first", with: { ingress: [admits(open, 2, 65_535)] } },
		{ name: "all ports but one in the middle", with: { ingress: [admits(open, 0, 5431), admits(open, 5433, 65_535)] } },
		{ name: "all ports for one address", with: { ingress: [admits(["203.0.113.7/32"], 0, 65_535, "all")] } },
		{ name: "all ICMP", with: { ingress: [admits(open, -1, -1, "icmp")] } },
	],
	fail: [
		{
			name: "all protocols",
			with: { ingress: [admits(open, 0, 65_535, "all")] },
			says: "opens all tcp and udp ports",
			evidence: { protocols: ["tcp", "udp"] },
		},
		{ name: "all TCP ports", with: { ingress: [admits(open, 0, 65_535)] }, says: "opens all tcp ports", evidence: { protocols: ["tcp"] } },
		{ name: "all UDP ports", with: { ingress: [admits(open, 0, 65_535, "udp")] }, evidence: { protocols: ["udp"] } },
		{ name: "all ports but port 0", with: { ingress: [admits(open, 1, 65_535)] } },
		{ name: "ranges that add up", with: { ingress: [admits(open, 32_000, 65_535), admits(open, 0, 32_000)] } },
		{ name: "networks that add up", with: { ingress: [admits(["0.0.0.0/1"], 0, 65_535), admits(["128.0.0.0/1"], 0, 65_535)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 0, 65_535, "all")], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
