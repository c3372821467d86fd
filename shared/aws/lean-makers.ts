import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";
import type { ClientMakers } from "./clients.ts";

/** What functions call that scan nothing. The packages are part of the bundle, of each only what is used. */
export const leanMakers: ClientMakers = {
	s3: async (config) => new S3Client(config),
	sns: async (config) => new SNSClient(config),
	secretsmanager: async (config) => new SecretsManagerClient(config),
};
