import { defineRule } from "../../core/rule.ts";
import { judgeNotPublic } from "../judge/policy.ts";

export const kmsKeyNotPublic = defineRule({
	id: "kms-key-not-public",
	title: "KMS key policy does not let everybody in",
	severity: "critical",
	resource: "kms.Key",
	risk: "Any AWS account can decrypt data that it gets hold of, or use and in the worst case delete the key.",
	recommendation: "Name principals in the key policy, or add a condition on aws:PrincipalOrgID or kms:CallerAccount.",
	links: ["https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"],
	related: {
		prowler: ["kms_key_not_publicly_accessible"],
		securityHub: ["KMS.5"],
		awsConfig: ["kms-key-policy-no-public-access"],
		others: ["cloudsploit:kmsKeyPolicy"],
	},
	evaluate: (key) => judgeNotPublic(key),
});
