import { securityGroupSqlserverNotOpen } from "../../../shared/rules/ec2/security-group-sqlserver-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupSqlserverNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the SQL Server ports", evidence: { ports: [1433, 1434] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 1433)] } },
		{ name: "port 1432 open to the world", with: { ingress: [admits(open, 1432)] } },
		{ name: "port 1435 open to the world", with: { ingress: [admits(open, 1435)] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 1433)] } },
	],
	fail: [
		{
			name: "port 1433 open to the world",
			with: { ingress: [admits(open, 1433)] },
			says: "tcp 1433 (SQL Server)",
			evidence: { open: [{ protocol: "tcp", port: 1433 }] },
		},
		{
			name: "port 1434 open to the world",
			with: { ingress: [admits(open, 1434)] },
			says: "tcp 1434 (SQL Server)",
			evidence: { open: [{ protocol: "tcp", port: 1434 }] },
		},
		{ name: "UDP port 1433 open to the world", with: { ingress: [admits(open, 1433, 1433, "udp")] }, says: "udp 1433" },
		{ name: "UDP port 1434 open to the world", with: { ingress: [admits(open, 1434, 1434, "udp")] }, says: "udp 1434" },
		{ name: "two halves of the internet", with: { ingress: halves(1433) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 1433)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 1433)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
