import type { Inventory } from "../core/inventory.ts";
import { collectDatabases } from "./collect-databases.ts";
import { resolveDatabases } from "./database-access.ts";
import type { DatabaseSettings } from "./database-settings.ts";

/** Which databases to read, and what else is known. */
export interface DatabaseReading {
	readonly settings: DatabaseSettings;
	readonly profile: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** What was read from AWS at the same time, when it was. */
	readonly aws: Inventory | undefined;
}

/** Reads the databases beside what is known of AWS; `warnings` say where a connection was less safe than it should be. */
export async function readDatabases({ settings, profile, environment, aws }: DatabaseReading): Promise<{
	readonly inventory: Inventory;
	readonly warnings: readonly string[];
}> {
	// The module is loaded for secrets only: whoever names none gets by without the AWS SDK.
	const accesses = await resolveDatabases(settings, environment, async (arn) =>
		(await import("./read-database-secret.ts")).readDatabaseSecret(arn, profile),
	);
	const databases = await collectDatabases({ accesses, profile, aws });
	return {
		inventory: databases,
		warnings: accesses.flatMap(({ target: { host, port, tlsMode } }) =>
			tlsMode === "verify-full"
				? []
				: [
						`${host}:${port} is read with sslmode=${tlsMode}: ${tlsMode === "disable" ? "in plaintext" : "who answers there is not verified"}.`,
					],
		),
	};
}
