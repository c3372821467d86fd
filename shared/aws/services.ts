/** The services that a scan may call, by IAM prefix. */
export type AwsServiceName =
	| "rds"
	| "eks"
	| "ec2"
	| "kms"
	| "secretsmanager"
	| "logs"
	| "cloudwatch"
	| "cloudtrail"
	| "backup"
	| "iam"
	| "sts"
	| "organizations"
	| "guardduty"
	| "securityhub"
	| "s3"
	| "sns";
