import type { SnapshotScope } from "../core/snapshot.ts";

/** Where a scan looked. What no AWS account hosts has no account and region. */
export interface Places {
	readonly accounts: readonly string[];
	readonly regions: readonly string[];
	/** Kubernetes clusters that were read from within. */
	readonly clusters: readonly string[];
	/** Something outside AWS was read. */
	readonly outside: boolean;
}

/** The places of a scope, each once. */
export function placesOf({ scopes }: SnapshotScope): Places {
	const distinct = (values: readonly (string | undefined)[]) =>
		[...new Set(values.filter((value) => value !== undefined && value !== "-"))] as string[];
	return {
		accounts: distinct(scopes.map(({ account }) => account)),
		regions: distinct(scopes.map(({ region }) => region)),
		clusters: distinct(scopes.map(({ cluster }) => cluster)),
		outside: scopes.some(({ account, cluster }) => account === "-" && cluster === undefined),
	};
}

/** What stands for an account and a region where there are none. */
export const outsideAws = "outside AWS";

/** Where a resource is, in words: what no AWS account holds is in a cluster or outside AWS. */
export const placeOf = ({
	account,
	region,
	cluster,
}: {
	readonly account: string;
	readonly region: string;
	readonly cluster?: string | undefined;
}): string => {
	const place = account === "-" ? [] : [account, region];
	if (cluster !== undefined) place.push(`cluster ${cluster}`);
	return place.length === 0 ? outsideAws : place.join(" / ");
};

/** The places as phrases, most general first; `few` words one list. */
export function placePhrases(scope: SnapshotScope, few: (items: readonly string[], word: string) => string): string[] {
	const { accounts, regions, clusters, outside } = placesOf(scope);
	return [
		...(accounts.length > 0 ? [few(accounts, "account"), few(regions, "region")] : []),
		...(clusters.length > 0 ? [few(clusters, "cluster")] : []),
		...(outside ? [accounts.length > 0 ? `servers ${outsideAws}` : outsideAws] : []),
	];
}
