import { eksNodegroupSshRestricted } from "../../../shared/rules/eks/eks-nodegroup-ssh-restricted.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksNodegroupSshRestricted, {
	pass: [
		{ name: "no SSH", evidence: { remoteAccess: false } },
		{ name: "SSH from a group", with: { remoteAccess: { key: "ops", sourceSecurityGroups: ["sg-1"] } }, says: "1 security groups" },
		{ name: "no key", with: { remoteAccess: { sourceSecurityGroups: [] } } },
	],
	fail: [
		{
			name: "SSH from anywhere",
			with: { remoteAccess: { key: "ops", sourceSecurityGroups: [] } },
			says: "every address",
			evidence: { key: "ops" },
		},
	],
});
