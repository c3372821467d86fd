import { resolve } from "node:path";
import * as z from "zod";
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
	/** Files that count for this database before those of all. */
	readonly authorities?: string | undefined;
	readonly passwordFile?: string | undefined;
	/** The account that hosts it, when the configuration says so. */
	readonly account?: string | undefined;
	/** Where it is named, for errors. */
	readonly place: string;
}

/** The databases of the configuration file; paths are relative to it. No passwords: the file is kept and shared. */
export const DatabaseList = z
	.array(
		z
			.strictObject({
				url: z.string().optional(),
				secretArn: z
					.string()
					.regex(/^arn:[^:]+:secretsmanager:/, "must be the ARN of a secret")
					.optional(),
				/** Certificate authorities (PEM) beside those of Node. */
				ca: z.string().optional(),
				passwordFile: z.string().optional(),
				/** The account that hosts it, for the serverless application. Default: the account of its secret, else the application's own. */
				account: z
					.string()
					.regex(/^\d{12}$/, "must be a 12-digit account id")
					.optional(),
			})
			.refine(({ url, secretArn }) => url !== undefined || secretArn !== undefined, "needs a url, a secretArn, or both"),
	)
	.min(1);
export type DatabaseList = z.infer<typeof DatabaseList>;

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
		place: urls[index] ? `--database ${index + 1}` : `--database-secret ${index + 1}`,
	}));
	for (const wish of wishes) refuseTwoLogins(wish);
	return { wishes, authorities: flags["database-ca"], passwordFile: flags["database-password-file"] };
}

/** Databases of the configuration file at `path`. */
export function configuredDatabases(list: DatabaseList, path: string, directory: string): DatabaseSettings {
	const file = (name: string | undefined) => (name === undefined ? undefined : resolve(directory, name));
	const wishes = list.map(({ url: text, secretArn, ca, passwordFile, account }, index): DatabaseWish => {
		const place = `${path}: databases[${index}]`;
		const url = text === undefined ? undefined : parseTarget(text, `${place}.url`);
		if (url?.password !== undefined)
			throw new ConfigError(
				`${place}.url holds a password, which does not belong in a file that is kept: use secretArn, passwordFile, ?auth=iam, or PGPASSWORD and MYSQL_PWD.`,
			);
		const wish = { url, secretArn, authorities: file(ca), passwordFile: file(passwordFile), account, place };
		refuseTwoLogins(wish);
		return wish;
	});
	return { wishes };
}

function refuseTwoLogins({ url, secretArn, passwordFile, place }: DatabaseWish): void {
	if (secretArn && (url?.password !== undefined || url?.target.iam || passwordFile !== undefined))
		throw new ConfigError(`${place} has a secret, and a password or auth=iam beside it; leave one out.`);
}

/** Do the flags ask for a scan of AWS beside the databases? */
export const asksForAws = (flags: {
	readonly region?: readonly string[];
	readonly "all-regions"?: boolean;
	readonly "role-arn"?: readonly string[];
	readonly organization?: boolean;
}): boolean =>
	flags.region !== undefined || flags["all-regions"] === true || flags["role-arn"] !== undefined || flags.organization === true;
