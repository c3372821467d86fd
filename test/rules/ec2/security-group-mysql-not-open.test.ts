import { securityGroupMysqlNotOpen } from "../../../shared/rules/ec2/security-group-mysql-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupMysqlNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the MySQL ports", evidence: { ports: [3306, 33060] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 3306)] } },
		{ name: "port 3305 open to the world", with: { ingress: [admits(open, 3305)] } },
		{ name: "port 3307 open to the world", with: { ingress: [admits(open, 3307)] } },
		{ name: "port 33059 open to the world", with: { ingress: [admits(open, 33059)] } },
		{ name: "port 33061 open to the world", with: { ingress: [admits(open, 33061)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 3306, 3306, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 3306)] } },
	],
	fail: [
		{
			name: "port 3306 open to the world",
			with: { ingress: [admits(open, 3306)] },
			says: "tcp 3306 (MySQL)",
			evidence: { open: [{ protocol: "tcp", port: 3306 }] },
		},
		{
			name: "port 33060 open to the world",
			with: { ingress: [admits(open, 33060)] },
			says: "tcp 33060 (MySQL)",
			evidence: { open: [{ protocol: "tcp", port: 33060 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(3306) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 3306)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 3306)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
