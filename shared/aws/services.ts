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
	| "sqs"
	| "states"
	| "sns"
	| DeploymentServiceName;

/** The services that only the check of a deployment calls: their clients are made by `deploymentMakers`. */
export type DeploymentServiceName = "ssm" | "events" | "lambda" | "scheduler" | "servicequotas";
