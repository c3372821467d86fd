import type { ClientMakers } from "./clients.ts";

/**
 * What scans call. Each package is loaded when its service is first called, so
 * that commands without AWS load none; by way of a file that names what is used of it, so that bundles hold nothing else.
 */
export const collectMakers = {
	rds: async (config) => new (await import("./packages/rds.ts")).RDSClient(config),
	eks: async (config) => new (await import("./packages/eks.ts")).EKSClient(config),
	ec2: async (config) => new (await import("./packages/ec2.ts")).EC2Client(config),
	kms: async (config) => new (await import("./packages/kms.ts")).KMSClient(config),
	secretsmanager: async (config) => new (await import("./packages/secretsmanager.ts")).SecretsManagerClient(config),
	logs: async (config) => new (await import("./packages/logs.ts")).CloudWatchLogsClient(config),
	cloudwatch: async (config) => new (await import("./packages/cloudwatch.ts")).CloudWatchClient(config),
	cloudtrail: async (config) => new (await import("./packages/cloudtrail.ts")).CloudTrailClient(config),
	backup: async (config) => new (await import("./packages/backup.ts")).BackupClient(config),
	iam: async (config) => new (await import("./packages/iam.ts")).IAMClient(config),
	sts: async (config) => new (await import("./packages/sts.ts")).STSClient(config),
	guardduty: async (config) => new (await import("./packages/guardduty.ts")).GuardDutyClient(config),
	// Bundles of policies may be in a bucket of another region than what is scanned.
	s3: async (config) => new (await import("./packages/s3.ts")).S3Client({ ...config, followRegionRedirects: true }),
} satisfies ClientMakers;
