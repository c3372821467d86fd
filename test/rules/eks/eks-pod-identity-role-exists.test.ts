import { seen } from "../../../shared/core/observed.ts";
import { eksPodIdentityRoleExists } from "../../../shared/rules/eks/eks-pod-identity-role-exists.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksPodIdentityRoleExists, {
	pass: [{ name: "the role is there", evidence: { exists: true } }],
	fail: [
		{
			name: "the role is gone",
			with: { role: seen({ arn: "arn:aws:iam::111122223333:role/payments-api", exists: false }) },
			says: "does not exist",
		},
	],
	indeterminate: [{ name: "the roles could not be read", with: { role: denied("iam", "GetRole") } }],
});
