import type { ClientMakers } from "./clients.ts";

/** What the ways into clusters and databases call: where a cluster is, and the secret of a database. */
export const insideMakers = {
	eks: async (config) => new (await import("./packages/eks.ts")).EKSClient(config),
	secretsmanager: async (config) => new (await import("./packages/secretsmanager.ts")).SecretsManagerClient(config),
	sts: async (config) => new (await import("./packages/sts.ts")).STSClient(config),
	s3: async (config) => new (await import("./packages/s3.ts")).S3Client(config),
} satisfies ClientMakers;
