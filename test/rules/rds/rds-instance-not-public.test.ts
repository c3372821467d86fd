import { seen } from "../../../shared/core/observed.ts";
import type { Exposure } from "../../../shared/core/resources/network.ts";
import { rdsInstanceNotPublic } from "../../../shared/rules/rds/rds-instance-not-public.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const from = (cidrs: readonly string[], port = 15432): Exposure["ingress"] =>
	cidrs.map((cidr) => ({ protocol: "tcp", fromPort: port, toPort: port, source: { kind: "cidr", value: cidr }, cidrs: [cidr] }));
const network = (ingress: Exposure["ingress"], isPublic = true) =>
	seen({ ...privateNetwork(15432).value, ingress, subnets: [{ id: "subnet-0p", public: isPublic, availabilityZone: "eu-west-1a" }] });
const open = (cidrs: readonly string[], port?: number) => ({ publiclyAccessible: true, network: network(from(cidrs, port)) });
const list: Exposure["ingress"] = [
	{ protocol: "tcp", fromPort: 15432, toPort: 15432, source: { kind: "prefixList", value: "pl-1" }, cidrs: ["0.0.0.0/0"] },
];

testRule(rdsInstanceNotPublic, {
	pass: [
		{ name: "not publicly accessible", says: "PubliclyAccessible is off", evidence: { publiclyAccessible: false } },
		{
			name: "not publicly accessible and the network unread",
			with: { network: denied("ec2", "DescribeSecurityGroups") },
			says: "PubliclyAccessible is off",
		},
		{ name: "security groups admit only another group", with: { publiclyAccessible: true }, says: "no public range" },
		{ name: "security groups admit one office", with: open(["198.51.100.0/24"]), says: "198.51.100.0/24", evidence: { reach: "some" } },
		{ name: "exactly a /8 of the internet", with: open(["8.0.0.0/8"]), says: "do not open port 15432", evidence: { reach: "some" } },
		{ name: "open on another port only", with: open(["0.0.0.0/0"], 15433), says: "do not open port 15432" },
		{
			name: "open groups in private subnets",
			with: { publiclyAccessible: true, network: network(from(["0.0.0.0/0"]), false) },
			says: "none of its subnets routes to an internet gateway",
			evidence: { reach: "world", publicSubnets: [] },
		},
	],
	fail: [
		{
			name: "open to IPv4",
			with: open(["0.0.0.0/0"]),
			says: "port 15432 to",
			evidence: { publiclyAccessible: true, reach: "world", publicSubnets: ["subnet-0p"] },
		},
		{ name: "open to IPv6", with: open(["::/0"]), evidence: { reach: "world" } },
		{ name: "open to both halves of IPv4", with: open(["0.0.0.0/1", "128.0.0.0/1"]), evidence: { reach: "world" } },
		{ name: "open to two /8 networks", with: open(["8.0.0.0/8", "9.0.0.0/8"]), severity: "high", evidence: { reach: "wide" } },
		{ name: "open through a prefix list", with: { publiclyAccessible: true, network: network(list) } },
		{ name: "a member of an Aurora cluster", with: { ...open(["0.0.0.0/0"]), clusterId: "ledger", clusterSort: "aurora" } },
	],
	indeterminate: [
		{ name: "AWS did not say", with: { publiclyAccessible: undefined }, says: "PubliclyAccessible" },
		{
			name: "publicly accessible and the network unread",
			with: { publiclyAccessible: true, network: denied("ec2", "DescribeSecurityGroups") },
			says: "ec2:DescribeSecurityGroups",
		},
		{ name: "publicly accessible on an unknown port", with: { ...open(["0.0.0.0/0"]), port: undefined }, says: "Endpoint.Port" },
		{
			name: "open groups and unknown subnets",
			with: { publiclyAccessible: true, network: seen({ ...privateNetwork(15432).value, ingress: from(["0.0.0.0/0"]), subnets: [] }) },
			says: "subnets",
		},
	],
});
