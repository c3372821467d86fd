import type { ClientMakers } from "./clients.ts";

/** What rotations call. */
export const rotateMakers = {
	secretsmanager: async (config) => new (await import("./packages/secretsmanager.ts")).SecretsManagerClient(config),
	rds: async (config) => new (await import("./packages/rds.ts")).RDSClient(config),
	s3: async (config) => new (await import("./packages/s3.ts")).S3Client(config),
} satisfies ClientMakers;
