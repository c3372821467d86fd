import * as z from "zod";
import { ConfigError } from "../core/errors.ts";
import { placeOf } from "../sinks/s3/layout.ts";

const KeyArn = z.string().regex(/^arn:[^:]+:kms:[^:]+:\d{12}:(key|alias)\/.+$/, "must be the ARN of a KMS key or alias");
const Account = z.string().regex(/^\d{12}$/, "must be a 12-digit account id");

/** The `publish` key of the configuration file. */
export const PublishConfig = z.strictObject({
	bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket"),
	prefix: z.string().optional(),
	/** Encrypts with this key; without it the bucket's own default does. */
	kmsKey: KeyArn.optional(),
	/** Account that the bucket must belong to. */
	owner: Account.optional(),
	/** Publish the page, the compliance report and the CSV too. Default: true. */
	reports: z.boolean().optional(),
});

/** Where snapshots are published. */
export interface PublishSettings {
	readonly bucket: string;
	readonly prefix: string;
	readonly kmsKey?: string | undefined;
	readonly owner?: string | undefined;
	readonly reports: boolean;
}

/** Flags about publishing. */
export interface PublishFlags {
	readonly publish?: string;
	readonly "publish-kms-key"?: string;
	readonly "publish-owner"?: string;
	readonly "no-publish"?: boolean;
	readonly rule?: readonly string[];
	readonly inventory?: string;
}

/**
 * Where a scan is published; undefined when it is not. The configuration's destination holds for whole, live scans: one of single rules, or of a
 * saved inventory, would stand as the newest state of its scopes.
 */
export function publishSettings(flags: PublishFlags, config: z.infer<typeof PublishConfig> | undefined): PublishSettings | undefined {
	if (flags.publish === undefined) {
		for (const name of ["publish-kms-key", "publish-owner"] as const)
			if (flags[name] !== undefined && !config) throw new ConfigError(`--${name} is for --publish s3://bucket/prefix.`);
		if (!config || flags["no-publish"] || flags.rule || flags.inventory !== undefined) return undefined;
	}
	if (flags.publish !== undefined && flags["no-publish"]) throw new ConfigError("--publish and --no-publish exclude each other.");
	if (flags.publish !== undefined && flags.rule)
		throw new ConfigError(
			"--publish does not go with --rule: the answer to single rules would stand as the newest state of everything scanned.",
		);
	// A destination that the command line names brings its own key and owner.
	const base = flags.publish === undefined ? config : undefined;
	const place =
		flags.publish === undefined ? { bucket: config?.bucket ?? "", prefix: trimmed(config?.prefix ?? "") } : placeOf(flags.publish);
	return {
		...place,
		kmsKey: checked(KeyArn, "--publish-kms-key", flags["publish-kms-key"]) ?? base?.kmsKey,
		owner: checked(Account, "--publish-owner", flags["publish-owner"]) ?? base?.owner,
		reports: config?.reports ?? true,
	};
}

const trimmed = (prefix: string): string => prefix.replace(/^\/+|\/+$/g, "");

function checked(schema: z.ZodType<string>, flag: string, value: string | undefined): string | undefined {
	if (value === undefined) return undefined;
	const parsed = schema.safeParse(value);
	if (!parsed.success) throw new ConfigError(`${flag} ${parsed.error.issues[0]?.message}, not "${value}".`);
	return value;
}
