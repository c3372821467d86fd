import { seen } from "../../../shared/core/observed.ts";
import { kubernetesServiceAccountSingleIdentity } from "../../../shared/rules/kubernetes/kubernetes-service-account-single-identity.ts";
import { notRead } from "../../support/not-read.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(kubernetesServiceAccountSingleIdentity, {
	pass: [{ name: "an annotation", says: "by annotation alone" }],
	fail: [
		{
			name: "both",
			with: { podIdentityRole: seen("arn:aws:iam::123456789012:role/other") },
			says: /role\/orders-api" by annotation and "arn:aws:iam::123456789012:role\/other" by pod identity/,
		},
	],
	notApplicable: [
		{
			name: "pod identity alone",
			with: { roleArn: undefined, podIdentityRole: seen("arn:aws:iam::123456789012:role/other") },
			says: "no role by annotation",
		},
	],
	indeterminate: [{ name: "AWS was not read", with: { podIdentityRole: notRead }, says: "denied" }],
});
