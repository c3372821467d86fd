import { securityGroupCassandraNotOpen } from "../../../shared/rules/ec2/security-group-cassandra-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupCassandraNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the Cassandra ports", evidence: { ports: [7000, 7001, 7199, 9042, 9160, 8888] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 7000)] } },
		{ name: "port 6999 open to the world", with: { ingress: [admits(open, 6999)] } },
		{ name: "port 7002 open to the world", with: { ingress: [admits(open, 7002)] } },
		{ name: "port 7198 open to the world", with: { ingress: [admits(open, 7198)] } },
		{ name: "port 7200 open to the world", with: { ingress: [admits(open, 7200)] } },
		{ name: "port 8887 open to the world", with: { ingress: [admits(open, 8887)] } },
		{ name: "port 8889 open to the world", with: { ingress: [admits(open, 8889)] } },
		{ name: "port 9041 open to the world", with: { ingress: [admits(open, 9041)] } },
		{ name: "port 9043 open to the world", with: { ingress: [admits(open, 9043)] } },
		{ name: "port 9159 open to the world", with: { ingress: [admits(open, 9159)] } },
		{ name: "port 9161 open to the world", with: { ingress: [admits(open, 9161)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 7000, 7000, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 7000)] } },
	],
	fail: [
		{
			name: "port 7000 open to the world",
			with: { ingress: [admits(open, 7000)] },
			says: "tcp 7000 (Cassandra)",
			evidence: { open: [{ protocol: "tcp", port: 7000 }] },
		},
		{
			name: "port 7001 open to the world",
			with: { ingress: [admits(open, 7001)] },
			says: "tcp 7001 (Cassandra)",
			evidence: { open: [{ protocol: "tcp", port: 7001 }] },
		},
		{
			name: "port 7199 open to the world",
			with: { ingress: [admits(open, 7199)] },
			says: "tcp 7199 (Cassandra)",
			evidence: { open: [{ protocol: "tcp", port: 7199 }] },
		},
		{
			name: "port 9042 open to the world",
			with: { ingress: [admits(open, 9042)] },
			says: "tcp 9042 (Cassandra)",
			evidence: { open: [{ protocol: "tcp", port: 9042 }] },
		},
		{
			name: "port 9160 open to the world",
			with: { ingress: [admits(open, 9160)] },
			says: "tcp 9160 (Cassandra)",
			evidence: { open: [{ protocol: "tcp", port: 9160 }] },
		},
		{
			name: "port 8888 open to the world",
			with: { ingress: [admits(open, 8888)] },
			says: "tcp 8888 (Cassandra)",
			evidence: { open: [{ protocol: "tcp", port: 8888 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(7000) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 7000)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 7000)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
