import { securityGroupOracleNotOpen } from "../../../shared/rules/ec2/security-group-oracle-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupOracleNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the Oracle ports", evidence: { ports: [1521, 1522, 1526, 2483, 2484] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 1521)] } },
		{ name: "port 1520 open to the world", with: { ingress: [admits(open, 1520)] } },
		{ name: "port 1523 open to the world", with: { ingress: [admits(open, 1523)] } },
		{ name: "port 1525 open to the world", with: { ingress: [admits(open, 1525)] } },
		{ name: "port 1527 open to the world", with: { ingress: [admits(open, 1527)] } },
		{ name: "port 2482 open to the world", with: { ingress: [admits(open, 2482)] } },
		{ name: "port 2485 open to the world", with: { ingress: [admits(open, 2485)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 1521, 1521, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 1521)] } },
	],
	fail: [
		{
			name: "port 1521 open to the world",
			with: { ingress: [admits(open, 1521)] },
			says: "tcp 1521 (Oracle)",
			evidence: { open: [{ protocol: "tcp", port: 1521 }] },
		},
		{
			name: "port 1522 open to the world",
			with: { ingress: [admits(open, 1522)] },
			says: "tcp 1522 (Oracle)",
			evidence: { open: [{ protocol: "tcp", port: 1522 }] },
		},
		{
			name: "port 1526 open to the world",
			with: { ingress: [admits(open, 1526)] },
			says: "tcp 1526 (Oracle)",
			evidence: { open: [{ protocol: "tcp", port: 1526 }] },
		},
		{
			name: "port 2483 open to the world",
			with: { ingress: [admits(open, 2483)] },
			says: "tcp 2483 (Oracle)",
			evidence: { open: [{ protocol: "tcp", port: 2483 }] },
		},
		{
			name: "port 2484 open to the world",
			with: { ingress: [admits(open, 2484)] },
			says: "tcp 2484 (Oracle)",
			evidence: { open: [{ protocol: "tcp", port: 2484 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(1521) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 1521)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 1521)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
