import { type ParsedTarget, parseTarget } from "../connect/target.ts";
import { ConfigError } from "../core/errors.ts";

/** Flags that say which databases are read from within. */
export interface DatabaseFlags {
	readonly database?: readonly string[];
	readonly "database-secret"?: readonly string[];
	readonly "database-ca"?: string;
	readonly "database-password-file"?: string;
}

/** One database to read: its URL, its secret, or both. */
export interface DatabaseWish {
	readonly url?: ParsedTarget | undefined;
	readonly secretArn?: string | undefined;
}

/** The databases to read, and what their connections share. */
export interface DatabaseSettings {
	readonly wishes: readonly DatabaseWish[];
	readonly authorities?: string | undefined;
	readonly passwordFile?: string | undefined;
}

/** Databases from flags; undefined when none is named. A `ConfigError` repeats no URL, because it may hold a password. */
export function databaseSettings(flags: DatabaseFlags): DatabaseSettings | undefined {
	const urls = (flags.database ?? []).map((text, index) => parseTarget(text, `--database ${index + 1}`));
	const secrets = flags["database-secret"] ?? [];
	if (urls.length === 0 && secrets.length === 0) {
		for (const name of ["database-ca", "database-password-file"] as const)
			if (flags[name] !== undefined) throw new ConfigError(`--${name} is for --database, which is not given.`);
		return undefined;
	}
	if (urls.length > 0 && secrets.length > 0 && urls.length !== secrets.length)
		throw new ConfigError("--database and --database-secret belong together in their order: give one secret for each database, or none.");
	const wishes = Array.from({ length: Math.max(urls.length, secrets.length) }, (_, index) => ({
		url: urls[index],
		secretArn: secrets[index],
	}));
	for (const [index, { url, secretArn }] of wishes.entries()) {
		if (secretArn && (url?.password !== undefined || url?.target.iam))
			throw new ConfigError(`--database ${index + 1} has a secret, and a password or auth=iam beside it; leave one out.`);
	}
	return { wishes, authorities: flags["database-ca"], passwordFile: flags["database-password-file"] };
}

/** Do the flags ask for a scan of AWS beside the databases? */
export const asksForAws = (flags: {
	readonly region?: readonly string[];
	readonly "all-regions"?: boolean;
	readonly "role-arn"?: readonly string[];
	readonly organization?: boolean;
}): boolean =>
	flags.region !== undefined || flags["all-regions"] === true || flags["role-arn"] !== undefined || flags.organization === true;
