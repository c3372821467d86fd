import { securityGroupHighRiskPortsNotOpen } from "../../../shared/rules/ec2/security-group-high-risk-ports-not-open.ts";
import { admits, halves, open } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

const highRisk = [
	20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300,
];

testRule(securityGroupHighRiskPortsNotOpen, {
	pass: [
		{ name: "another group only", says: "does not open the high-risk ports" },
		...[19, 24, 26, 80, 443, 6379].map((port) => ({ name: `port ${port} open`, with: { ingress: [admits(open, port)] } })),
		{ name: "SSH for one address", with: { ingress: [admits(["203.0.113.7/32"], 22)] } },
		{ name: "a port that the parameters leave out", parameters: { ports: [23] }, with: { ingress: [admits(open, 22)] } },
	],
	fail: [
		{ name: "two halves of the internet", with: { ingress: halves(22) }, says: "tcp 22" },
		...highRisk.map((port) => ({ name: `port ${port} open`, with: { ingress: [admits(open, port)] }, says: `tcp ${port} (high-risk)` })),
		{ name: "a group that nothing uses yet", with: { ingress: [admits(open, 22)], interfaces: { value: [] } }, severity: "low" },
	],
});
