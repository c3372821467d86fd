import { seen } from "../../../shared/core/observed.ts";
import type { Exposure } from "../../../shared/core/resources/network.ts";
import { rdsInstanceSecurityGroupRestricted } from "../../../shared/rules/rds/rds-instance-security-group-restricted.ts";
import { denied, privateNetwork } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const rule = (cidrs: string[], port = 15432, kind: "cidr" | "prefixList" = "cidr"): Exposure["ingress"][number] => ({
	protocol: "tcp",
	fromPort: port,
	toPort: port,
	source: { kind, value: kind === "cidr" ? (cidrs[0] ?? "") : "pl-0a" },
	cidrs,
});
const admits = (...ingress: Exposure["ingress"]) => ({ network: seen({ ...privateNetwork(15432).value, ingress }) });

testRule(rdsInstanceSecurityGroupRestricted, {
	pass: [
		{ name: "only a security group", says: "admit no public range on port 15432", evidence: { reach: "none", securityGroups: ["sg-0db"] } },
		{ name: "private ranges", with: admits(rule(["10.0.0.0/8"]), rule(["fd00::/8"])) },
		{ name: "a public range on another port", with: admits(rule(["203.0.113.7/32"], 22)) },
		{ name: "an allowed range", with: admits(rule(["203.0.113.0/24"])), parameters: { allowedCidrs: ["203.0.113.0/24"] } },
		{
			name: "an address within an allowed range",
			with: admits(rule(["203.0.113.7/32"])),
			parameters: { allowedCidrs: ["198.51.100.0/24", "203.0.113.0/24"] },
		},
		{
			name: "a prefix list of allowed ranges",
			with: admits(rule(["203.0.113.0/24"], 15432, "prefixList")),
			parameters: { allowedCidrs: ["203.0.113.0/24"] },
		},
	],
	fail: [
		{
			name: "one public address",
			with: admits(rule(["203.0.113.7/32"])),
			says: "203.0.113.7/32 on port 15432",
			evidence: { reach: "some", port: 15432 },
		},
		{ name: "the world", with: admits(rule(["0.0.0.0/0"])), evidence: { reach: "world" } },
		{
			name: "more than what is allowed",
			with: admits(rule(["203.0.113.0/24"])),
			parameters: { allowedCidrs: ["203.0.113.0/25"] },
			says: "203.0.113.0/24",
		},
		{
			name: "one allowed range and one other",
			with: admits(rule(["203.0.113.0/24"]), rule(["198.51.100.0/24"])),
			parameters: { allowedCidrs: ["203.0.113.0/24"] },
			says: "admit 198.51.100.0/24 on",
		},
		{
			name: "a public range of a prefix list, for a member",
			with: { ...admits(rule(["203.0.113.0/24"], 15432, "prefixList")), clusterId: "ledger" },
		},
	],
	notApplicable: [{ name: "no endpoint yet", with: { status: "creating", port: undefined }, says: "no port yet" }],
	indeterminate: [
		{
			name: "the network could not be read",
			with: { network: denied("ec2", "DescribeSecurityGroups") },
			says: "ec2:DescribeSecurityGroups",
		},
		{ name: "AWS named no port", with: { port: undefined }, says: "Endpoint.Port" },
		{ name: "a prefix list with unknown entries", with: admits(rule([], 15432, "prefixList")), says: "pl-0a" },
	],
});
