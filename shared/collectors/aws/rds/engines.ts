import { type DBMajorEngineVersion, DescribeDBEngineVersionsCommand } from "@aws-sdk/client-rds";
import type { AwsCaller } from "../../../aws/caller.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { DbInstance } from "../../../core/resources/index.ts";
import type { Listing } from "../../ports.ts";
import { isoTime } from "../shapes.ts";

/** What is known of engine versions. Facts of one version are one object. */
export interface EngineFacts {
	release(engine: string, version: string | undefined): DbInstance["release"];
	lifecycle(engine: string, version: string | undefined): DbInstance["lifecycle"];
}

/** Reads all versions of each engine that occurs, once. */
export async function engineFacts(
	aws: AwsCaller,
	engines: ReadonlySet<string>,
	lifecycles: Listing<DBMajorEngineVersion>,
): Promise<EngineFacts> {
	const versions = new Map(await Promise.all([...engines].map(async (engine) => [engine, await versionsOf(aws, engine)] as const)));
	const majors = Map.groupBy(lifecycles.items, ({ Engine }) => Engine);
	const known = new Map<string, DbInstance["lifecycle"]>();
	return {
		release(engine, version) {
			const listed = versions.get(engine);
			if (version === undefined || listed === undefined) return unnamed("DescribeDBEngineVersions", engine);
			if ("unread" in listed) return listed;
			return listed.value.get(version) ?? notOffered;
		},
		lifecycle(engine, version) {
			if (version === undefined) return unnamed("DescribeDBMajorEngineVersions", engine);
			const key = `${engine} ${version}`;
			let fact = known.get(key);
			if (fact === undefined) {
				fact = lifecycleOf(version, majors.get(engine) ?? [], lifecycles);
				known.set(key, fact);
			}
			return fact;
		},
	};
}

const notOffered: DbInstance["release"] = seen({ offered: false });

const unnamed = (operation: string, engine: string) =>
	unread({
		service: "rds",
		operation,
		cause: "malformed",
		message: `AWS did not report the version of ${engine || "the engine"} that runs.`,
	});

type Releases = ReadonlyMap<string, DbInstance["release"]>;

async function versionsOf(aws: AwsCaller, engine: string): Promise<Observed<Releases>> {
	const listing = await aws.list(
		"rds",
		// IncludeAll adds the versions that are deprecated but may still run.
		(Marker) => new DescribeDBEngineVersionsCommand({ Engine: engine, IncludeAll: true, MaxRecords: 100, Marker }),
		(page) => page.DBEngineVersions?.map(({ EngineVersion, Status }) => ({ version: EngineVersion ?? "", status: Status })),
		(page) => page.Marker,
	);
	if (listing.failure) return unread(listing.failure);
	return seen(new Map(listing.items.map(({ version, status }) => [version, seen({ offered: true, status })])));
}

/** The most specific major version that the running one belongs to; without dates when AWS lists none for it. */
function lifecycleOf(
	version: string,
	majors: readonly DBMajorEngineVersion[],
	listing: Listing<DBMajorEngineVersion>,
): DbInstance["lifecycle"] {
	const matching = majors
		.filter(({ MajorEngineVersion: major }) => major !== undefined && (version === major || version.startsWith(`${major}.`)))
		.sort((a, b) => (b.MajorEngineVersion?.length ?? 0) - (a.MajorEngineVersion?.length ?? 0));
	const [found] = matching;
	if (found === undefined) return listing.failure ? unread(listing.failure) : seen({ majorVersion: version });
	const end = (name: string) =>
		isoTime(
			found.SupportedEngineLifecycles?.find(({ LifecycleSupportName }) => LifecycleSupportName?.endsWith(name))?.LifecycleSupportEndDate,
		);
	return seen({
		majorVersion: found.MajorEngineVersion ?? version,
		standardSupportEnd: end("standard-support"),
		extendedSupportEnd: end("extended-support"),
	});
}
