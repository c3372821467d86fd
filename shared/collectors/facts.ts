import type { AwsCaller } from "../aws/caller.ts";
import type { KeyDirectory, RegionFacts, RoleDirectory } from "./ports.ts";

/** Runs at the first call only; every call gives the same promise. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => {
		made ??= make();
		return made;
	};
}

/** What the collectors of a region share; the readers, and with them the SDK clients, are loaded when a collector first asks. */
export function regionFacts(aws: AwsCaller, roles: () => Promise<RoleDirectory>): RegionFacts {
	const keys = once(async (): Promise<KeyDirectory> => (await import("./aws/kms/keys.ts")).buildKeys(aws));
	return {
		scope: aws.scope,
		network: once(async () => (await import("./aws/network/network.ts")).buildNetwork(aws)),
		keys: {
			facts: async (keyId) => (await keys()).facts(keyId),
			describe: async (keyId) => (await keys()).describe(keyId),
		},
		backup: once(async () => (await import("./aws/backup/facts.ts")).buildBackup(aws)),
		roles,
		alarms: once(async () => (await import("./aws/logs/alarms.ts")).listAlarms(aws)),
	};
}

/** IAM belongs to the account: one directory serves all of its regions. `kept` are roles that stay among its resources whatever they may do. */
export const accountRoles = (aws: AwsCaller, kept?: ReadonlySet<string>): (() => Promise<RoleDirectory>) =>
	once(async () => (await import("./aws/iam/roles.ts")).buildRoles(aws, kept));
