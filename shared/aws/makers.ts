import type { ClientMaker } from "./clients.ts";
import type { AwsServiceName, DeploymentServiceName } from "./services.ts";

/** What scans call, and much more than most functions do. Each package is loaded when its service is first called, so that commands without AWS load none. */
export const scanMakers: Readonly<Record<Exclude<AwsServiceName, DeploymentServiceName>, ClientMaker>> = {
	rds: async (config) => new (await import("@aws-sdk/client-rds")).RDSClient(config),
	eks: async (config) => new (await import("@aws-sdk/client-eks")).EKSClient(config),
	ec2: async (config) => new (await import("@aws-sdk/client-ec2")).EC2Client(config),
	kms: async (config) => new (await import("@aws-sdk/client-kms")).KMSClient(config),
	secretsmanager: async (config) => new (await import("@aws-sdk/client-secrets-manager")).SecretsManagerClient(config),
	logs: async (config) => new (await import("@aws-sdk/client-cloudwatch-logs")).CloudWatchLogsClient(config),
	cloudwatch: async (config) => new (await import("@aws-sdk/client-cloudwatch")).CloudWatchClient(config),
	cloudtrail: async (config) => new (await import("@aws-sdk/client-cloudtrail")).CloudTrailClient(config),
	backup: async (config) => new (await import("@aws-sdk/client-backup")).BackupClient(config),
	iam: async (config) => new (await import("@aws-sdk/client-iam")).IAMClient(config),
	sts: async (config) => new (await import("@aws-sdk/client-sts")).STSClient(config),
	organizations: async (config) => new (await import("@aws-sdk/client-organizations")).OrganizationsClient(config),
	guardduty: async (config) => new (await import("@aws-sdk/client-guardduty")).GuardDutyClient(config),
	securityhub: async (config) => new (await import("@aws-sdk/client-securityhub")).SecurityHubClient(config),
	sns: async (config) => new (await import("@aws-sdk/client-sns")).SNSClient(config),
	sqs: async (config) => new (await import("@aws-sdk/client-sqs")).SQSClient(config),
	states: async (config) => new (await import("@aws-sdk/client-sfn")).SFNClient(config),
	// Bundles of policies may be in a bucket of another region than what is scanned.
	s3: async (config) => new (await import("@aws-sdk/client-s3")).S3Client({ ...config, followRegionRedirects: true }),
};
