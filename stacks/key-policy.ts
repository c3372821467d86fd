import { dnsSuffix } from "../shared/aws/partitions.ts";
import type { Names } from "./names.ts";

/** What administrators of the account need to keep and use the key, if IAM lets them. */
const byIam = [
	"kms:CancelKeyDeletion",
	"kms:CreateAlias",
	"kms:CreateGrant",
	"kms:Decrypt",
	"kms:DeleteAlias",
	"kms:DescribeKey",
	"kms:DisableKey",
	"kms:DisableKeyRotation",
	"kms:EnableKey",
	"kms:EnableKeyRotation",
	"kms:Encrypt",
	"kms:GenerateDataKey",
	"kms:GenerateDataKeyWithoutPlaintext",
	"kms:GetKeyPolicy",
	"kms:GetKeyRotationStatus",
	"kms:ListGrants",
	"kms:ListKeyPolicies",
	"kms:ListKeyRotations",
	"kms:ListResourceTags",
	"kms:PutKeyPolicy",
	"kms:ReEncryptFrom",
	"kms:ReEncryptTo",
	"kms:RetireGrant",
	"kms:RevokeGrant",
	"kms:RotateKeyOnDemand",
	"kms:ScheduleKeyDeletion",
	"kms:TagResource",
	"kms:UntagResource",
	"kms:UpdateAlias",
	"kms:UpdateKeyDescription",
];

/** The policy of the key: IAM of this account decides, and services of AWS use it for this account's own things. `*` is the key itself. */
export function keyPolicy(names: Names) {
	const { partition, account, region } = names.place;
	const service = (Sid: string, Service: string) => ({
		Sid,
		Effect: "Allow",
		Principal: { Service },
		Action: ["kms:Decrypt", "kms:GenerateDataKey"],
		Resource: "*",
		Condition: { StringEquals: { "aws:SourceAccount": account } },
	});
	return {
		Version: "2012-10-17",
		Statement: [
			{
				Sid: "ThisKeyByIam",
				Effect: "Allow",
				Principal: { AWS: `arn:${partition}:iam::${account}:root` },
				Action: byIam,
				Resource: "*",
			},
			// Alarms to the topic of the system.
			service("ThisKeyByAlarms", "cloudwatch.amazonaws.com"),
			{
				// Events to queues. EventBridge does not tell KMS for whom it sends, so that a condition on the source would stop all events, those for
				// the queue of what could not be delivered included; the policies of the queues name the rules that may send.
				Sid: "ThisKeyByEvents",
				Effect: "Allow",
				Principal: { Service: "events.amazonaws.com" },
				Action: ["kms:Decrypt", "kms:GenerateDataKey"],
				Resource: "*",
			},
			// Notifications of buckets to queues.
			service("ThisKeyByBuckets", "s3.amazonaws.com"),
			{
				Sid: "ThisKeyByLogs",
				Effect: "Allow",
				Principal: { Service: `logs.${region}.${dnsSuffix(partition)}` },
				Action: [
					"kms:Decrypt",
					"kms:DescribeKey",
					"kms:Encrypt",
					"kms:GenerateDataKey",
					"kms:GenerateDataKeyWithoutPlaintext",
					"kms:ReEncryptFrom",
					"kms:ReEncryptTo",
				],
				Resource: "*",
				Condition: {
					ArnLike: {
						"kms:EncryptionContext:aws:logs:arn": [
							names.arn("logs", `log-group:/aws/lambda/${names.prefix}-*`),
							names.arn("logs", `log-group:/aws/vendedlogs/states/${names.prefix}-*`),
						],
					},
				},
			},
		],
	};
}
