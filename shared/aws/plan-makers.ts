import type { ClientMakers } from "./clients.ts";

/** What finding accounts and their regions calls. */
export const planMakers = {
	ec2: async (config) => new (await import("./packages/ec2.ts")).EC2Client(config),
	organizations: async (config) => new (await import("./packages/organizations.ts")).OrganizationsClient(config),
	sts: async (config) => new (await import("./packages/sts.ts")).STSClient(config),
	s3: async (config) => new (await import("./packages/s3.ts")).S3Client({ ...config, followRegionRedirects: true }),
} satisfies ClientMakers;
