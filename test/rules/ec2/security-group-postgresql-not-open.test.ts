import { securityGroupPostgresqlNotOpen } from "../../../shared/rules/ec2/security-group-postgresql-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupPostgresqlNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the PostgreSQL ports", evidence: { ports: [5432, 6432] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 5432)] } },
		{ name: "port 5431 open to the world", with: { ingress: [admits(open, 5431)] } },
		{ name: "port 5433 open to the world", with: { ingress: [admits(open, 5433)] } },
		{ name: "port 6431 open to the world", with: { ingress: [admits(open, 6431)] } },
		{ name: "port 6433 open to the world", with: { ingress: [admits(open, 6433)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 5432, 5432, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 5432)] } },
	],
	fail: [
		{
			name: "port 5432 open to the world",
			with: { ingress: [admits(open, 5432)] },
			says: "tcp 5432 (PostgreSQL)",
			evidence: { open: [{ protocol: "tcp", port: 5432 }] },
		},
		{
			name: "port 6432 open to the world",
			with: { ingress: [admits(open, 6432)] },
			says: "tcp 6432 (PostgreSQL)",
			evidence: { open: [{ protocol: "tcp", port: 6432 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(5432) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 5432)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 5432)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
