import { ConfigError } from "../core/errors.ts";
import { type PolicyBundle, readBundle } from "../policies/bundle.ts";
import type { Bucket, BucketAccess } from "./policy-bucket.ts";
import { bundlesAtPath, type StoredBundle } from "./policy-store.ts";

/** Which policies a scan runs. */
export interface PolicySettings {
	/** Files, folders and `s3://` addresses of bundles. */
	readonly paths: readonly string[];
	/** Those that come with Parapet too. */
	readonly shipped: boolean;
}

/** Bundles as they were loaded, with what is needed to load only what changed the next time. */
export interface LoadedPolicies {
	readonly bundles: readonly PolicyBundle[];
	/** For the user, one sentence each. */
	readonly warnings: readonly string[];
	/** Sources that were read now rather than kept from before. */
	readonly read: readonly string[];
	/** By the path or address that was asked for, the bundles there with their stamps. */
	readonly known: ReadonlyMap<string, readonly KnownBundle[]>;
}

interface KnownBundle {
	readonly source: string;
	readonly stamp: string;
	readonly bundle: PolicyBundle;
}

/** How loading goes about it. */
export interface LoadOptions extends BucketAccess {
	/** What was loaded before: unchanged bundles are kept, and so are those of a place that cannot be read now, with a warning. */
	readonly previous?: LoadedPolicies | undefined;
}

/** The name of the shipped bundle in messages. */
export const shippedSource = "Parapet's own policies";

/** Loads bundles. Without `previous`, a place that cannot be read or a bundle that is none is a `ConfigError`. */
export async function loadPolicies({ paths, shipped }: PolicySettings, { previous, ...access }: LoadOptions): Promise<LoadedPolicies> {
	const known = new Map<string, readonly KnownBundle[]>();
	const read: string[] = [];
	const warnings: string[] = [];
	let bucket: Bucket | undefined;
	try {
		const own = shipped ? await loadShipped(previous) : undefined;
		if (own) known.set(shippedSource, [own]);
		for (const path of new Set(paths)) {
			const before = previous?.known.get(path);
			try {
				if (path.startsWith("s3://")) bucket ??= await (await import("./policy-bucket.ts")).openBucket(access);
				const stored = await (path.startsWith("s3://") && bucket ? bucket.bundlesAt(path) : bundlesAtPath(path));
				known.set(path, await Promise.all(stored.map((each) => load(each, before, read))));
			} catch (error) {
				if (!before || !(error instanceof ConfigError)) throw error;
				warnings.push(`${error.message} The policies that were loaded from there before stay in force.`);
				known.set(path, before);
			}
		}
	} finally {
		bucket?.close();
	}
	const bundles = distinct([...known.values()].flat());
	return { bundles, warnings: [...warnings, ...bundles.flatMap((bundle) => bundle.warnings)], read, known };
}

async function loadShipped(previous: LoadedPolicies | undefined): Promise<KnownBundle | undefined> {
	const [before] = previous?.known.get(shippedSource) ?? [];
	if (before) return before;
	const { shippedBundle } = await import("../policies/shipped.ts");
	const file = await shippedBundle();
	return file && { source: shippedSource, stamp: "", bundle: readBundle(file, shippedSource) };
}

async function load(
	{ source, stamp, read: readFile }: StoredBundle,
	before: readonly KnownBundle[] | undefined,
	read: string[],
): Promise<KnownBundle> {
	const same = before?.find((each) => each.source === source && each.stamp === stamp);
	if (same) return same;
	read.push(source);
	return { source, stamp, bundle: readBundle(await readFile(), source) };
}

/** Each bundle once, also when two paths lead to it. Two bundles with one package would give two findings one name. */
function distinct(known: readonly KnownBundle[]): PolicyBundle[] {
	const bundles = [...new Map(known.map(({ bundle }) => [bundle.sha256, bundle])).values()];
	const owners = new Map<string, string>();
	for (const { source, policies } of bundles) {
		for (const { package: name } of policies) {
			const owner = owners.get(name);
			if (owner !== undefined) {
				const hint =
					owner === shippedSource ? " Rename yours, or leave out the shipped ones: policies: {shipped: false} in the configuration." : "";
				throw new ConfigError(`The package ${name} is in ${owner} and in ${source}.${hint}`);
			}
			owners.set(name, source);
		}
	}
	return bundles;
}
