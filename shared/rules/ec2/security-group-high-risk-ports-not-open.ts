import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { judgeGroupPorts } from "./judge/security-group.ts";

export const securityGroupHighRiskPortsNotOpen = defineRule({
	id: "security-group-high-risk-ports-not-open",
	title: "Security group does not open high-risk ports to the internet",
	severity: "high",
	resource: "ec2.SecurityGroup",
	risk: "Remote shells, file shares, mail, development servers and databases on these ports are what attackers look for first.",
	recommendation:
		"Admit only the groups or networks of the clients, and reach hosts through Session Manager or a VPN instead of open shells.",
	links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19"],
	related: {
		prowler: ["ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports"],
		securityHub: ["EC2.19"],
		awsConfig: ["restricted-common-ports"],
	},
	parameters: {
		ports: integers(
			[20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888, 9200, 9300],
			"TCP ports of high risk.",
			{ minimum: 0, maximum: 65535 },
		),
	},
	evaluate(group, { parameters }) {
		return judgeGroupPorts(group, { product: "high-risk", ports: parameters.ports });
	},
});
