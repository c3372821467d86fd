import { securityGroupDefaultRestricts } from "../../../shared/rules/ec2/security-group-default-restricts.ts";
import { admits } from "../../support/ingress.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	securityGroupDefaultRestricts,
	{
		pass: [{ name: "no rules", evidence: { ingressRules: 0, egressRules: 0 } }],
		fail: [
			{ name: "an ingress rule", with: { ingress: [admits(["10.0.0.0/8"], 443)] }, says: "1 ingress and 0 egress rules" },
			{ name: "an egress rule", with: { egressRules: 1 }, says: "0 ingress and 1 egress rules", evidence: { used: true } },
			{
				name: "rules, but nothing that uses them",
				with: { egressRules: 1, interfaces: { value: [] } },
				severity: "informational",
				evidence: { used: false },
			},
		],
		notApplicable: [{ name: "another group", with: { isDefault: false, egressRules: 1 }, says: "not the default group" }],
	},
	{ isDefault: true, ingress: [], egressRules: 0 },
);
