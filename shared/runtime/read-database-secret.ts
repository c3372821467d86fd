import { defaultCredentials } from "../aws/credentials.ts";
import { connectToRead } from "../aws/reading-connection.ts";
import { type DatabaseSecret, databaseSecretBy } from "./database-secret.ts";
import { version } from "./version.ts";

/** Reads a secret with the default credentials, or those of a profile. `ConfigError` as `databaseSecretBy`. */
export async function readDatabaseSecret(arn: string, profile: string | undefined): Promise<DatabaseSecret> {
	const connection = connectToRead({ version, concurrency: 1, profile });
	try {
		const credentials = defaultCredentials(profile);
		return await databaseSecretBy(arn, (scope) => connection.caller(scope, credentials));
	} finally {
		connection.close();
	}
}
