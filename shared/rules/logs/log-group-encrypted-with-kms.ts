import { defineRule } from "../../core/rule.ts";
import { fail, pass } from "../../core/verdict.ts";

export const logGroupEncryptedWithKms = defineRule({
	id: "log-group-encrypted-with-kms",
	title: "CloudWatch log group is encrypted with a KMS key",
	severity: "medium",
	resource: "logs.LogGroup",
	risk: "Database logs carry statements and user names; under the service's own key access to them cannot be withdrawn or audited by key.",
	recommendation: "Associate a customer managed KMS key with the log group; its key policy must let CloudWatch Logs use it for this group.",
	links: ["https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html"],
	related: { prowler: ["cloudwatch_log_group_kms_encryption_enabled"], awsConfig: ["cloudwatch-log-group-encrypted"] },
	evaluate({ name, kmsKeyId }) {
		return kmsKeyId === undefined
			? fail(`Log group ${name} is not encrypted with a KMS key.`, { kmsKeyId: null })
			: pass(`Log group ${name} is encrypted with ${kmsKeyId}.`, { kmsKeyId });
	},
});
