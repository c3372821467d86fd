import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceAccountRoleExists } from "../../../shared/rules/kubernetes/kubernetes-service-account-role-exists.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceAccountRoleExists, {
	pass: [{ name: "it exists", says: "role/orders-api", evidence: { exists: true } }],
	fail: [
		{
			name: "it does not",
			with: { role: seen({ arn: "arn:aws:iam::123456789012:role/orders-api", exists: false }) },
			says: "of orders/orders-api does not exist",
		},
	],
	notApplicable: [{ name: "no annotation", with: { roleArn: undefined, role: undefined }, says: "orders/orders-api names no IAM role" }],
	indeterminate: [
		{ name: "IAM was not read", with: { role: notRead }, says: "denied" },
		{ name: "the role is not there at all", with: { role: undefined }, says: "was not read" },
	],
});
