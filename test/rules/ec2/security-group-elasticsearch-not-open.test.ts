import { securityGroupElasticsearchNotOpen } from "../../../shared/rules/ec2/security-group-elasticsearch-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(securityGroupElasticsearchNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the Elasticsearch ports", evidence: { ports: [9200, 9300, 5601] } },
		{ name: "one public address", with: { ingress: [admits(["203.0.113.7/32"], 9200)] } },
		{ name: "port 5600 open to the world", with: { ingress: [admits(open, 5600)] } },
		{ name: "port 5602 open to the world", with: { ingress: [admits(open, 5602)] } },
		{ name: "port 9199 open to the world", with: { ingress: [admits(open, 9199)] } },
		{ name: "port 9201 open to the world", with: { ingress: [admits(open, 9201)] } },
		{ name: "port 9299 open to the world", with: { ingress: [admits(open, 9299)] } },
		{ name: "port 9301 open to the world", with: { ingress: [admits(open, 9301)] } },
		{ name: "the port open over UDP only", with: { ingress: [admits(open, 9200, 9200, "udp")] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [1] }, with: { ingress: [admits(open, 9200)] } },
	],
	fail: [
		{
			name: "port 9200 open to the world",
			with: { ingress: [admits(open, 9200)] },
			says: "tcp 9200 (Elasticsearch)",
			evidence: { open: [{ protocol: "tcp", port: 9200 }] },
		},
		{
			name: "port 9300 open to the world",
			with: { ingress: [admits(open, 9300)] },
			says: "tcp 9300 (Elasticsearch)",
			evidence: { open: [{ protocol: "tcp", port: 9300 }] },
		},
		{
			name: "port 5601 open to the world",
			with: { ingress: [admits(open, 5601)] },
			says: "tcp 5601 (Elasticsearch)",
			evidence: { open: [{ protocol: "tcp", port: 5601 }] },
		},
		{ name: "two halves of the internet", with: { ingress: halves(9200) }, says: "0.0.0.0/0" },
		{ name: "all IPv6", with: { ingress: [admits(["::/0"], 9200)] }, says: "::/0" },
		{ name: "all ports open as well", with: { ingress: [admits(open, 0, 65535, "all")] } },
		{ name: "a port of the parameters", parameters: { ports: [1] }, with: { ingress: [admits(open, 1)] } },
		{
			name: "a group that nothing uses yet",
			with: { ingress: [admits(open, 9200)], interfaces: { value: [] } },
			severity: "low",
			says: "No network interface carries the group yet.",
		},
	],
});
