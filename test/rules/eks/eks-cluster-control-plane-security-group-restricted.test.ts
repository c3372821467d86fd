import { seen } from "../../../shared/core/observed.ts";
import { eksClusterControlPlaneSecurityGroupRestricted } from "../../../shared/rules/eks/eks-cluster-control-plane-security-group-restricted.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const base = privateNetwork(443).value;
const admits = (protocol: string, fromPort: number, toPort: number, cidr: string) => ({
	network: seen({ ...base, ingress: [{ protocol, fromPort, toPort, source: { kind: "cidr" as const, value: cidr }, cidrs: [cidr] }] }),
});
const fromGroup = {
	protocol: "all",
	fromPort: 0,
	toPort: 65535,
	source: { kind: "securityGroup" as const, value: "sg-0cluster" },
	cidrs: [],
};

testRule(eksClusterControlPlaneSecurityGroupRestricted, {
	pass: [
		{ name: "a group reference" },
		{ name: "everything from its own group", with: { network: seen({ ...base, ingress: [fromGroup] }) } },
		{ name: "443 from inside", with: admits("tcp", 443, 443, "10.0.0.0/8"), evidence: { reach: "none" } },
		{ name: "no ingress", with: { network: seen({ ...base, ingress: [] }) } },
	],
	fail: [
		{ name: "all protocols", with: admits("all", 0, 65535, "10.0.0.0/8"), says: "all 0-65535 from 10.0.0.0/8" },
		{ name: "a wider range from below", with: admits("tcp", 442, 443, "10.0.0.0/8") },
		{ name: "a wider range from above", with: admits("tcp", 443, 444, "10.0.0.0/8") },
		{ name: "443 over UDP", with: admits("udp", 443, 443, "10.0.0.0/8") },
		{ name: "443 from everywhere", with: admits("tcp", 443, 443, "0.0.0.0/0"), says: "internet", evidence: { reach: "world" } },
		{
			name: "kubelet from a prefix list",
			with: {
				network: seen({
					...base,
					ingress: [
						{ protocol: "tcp", fromPort: 10250, toPort: 10250, source: { kind: "prefixList", value: "pl-1" }, cidrs: ["10.0.0.0/8"] },
					],
				}),
			},
			says: "pl-1",
		},
	],
	indeterminate: [{ name: "the groups could not be read", with: { network: denied("ec2", "DescribeSecurityGroups") } }],
});
