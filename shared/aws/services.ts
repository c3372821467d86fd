/** The services that a scan may call, by IAM prefix. */
export const awsServiceNames = [
	"rds",
	"eks",
	"ec2",
	"kms",
	"secretsmanager",
	"logs",
	"cloudwatch",
	"cloudtrail",
	"backup",
	"iam",
	"sts",
	"organizations",
	"guardduty",
] as const;
export type AwsServiceName = (typeof awsServiceNames)[number];
