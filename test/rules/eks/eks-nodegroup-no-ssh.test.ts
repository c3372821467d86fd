import { eksNodegroupNoSsh } from "../../../shared/rules/eks/eks-nodegroup-no-ssh.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksNodegroupNoSsh, {
	pass: [
		{ name: "no remote access", evidence: { key: null } },
		{ name: "no key", with: { remoteAccess: { sourceSecurityGroups: ["sg-1"] } } },
	],
	fail: [{ name: "a key", with: { remoteAccess: { key: "ops", sourceSecurityGroups: ["sg-1"] } }, says: "SSH key ops" }],
});
