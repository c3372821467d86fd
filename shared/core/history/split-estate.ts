import type { Estate, EstateRecord } from "../estate/types.ts";
import type { Finding } from "../finding.ts";
import { type Scope, scopeKey } from "../scope.ts";

/** `scopeKey` of what no AWS account hosts. */
const outside = scopeKey({ partition: "-", account: "-", region: "-" });

/** What is known of a scope when its share of the estate is looked for. */
export interface EstateShare {
	readonly scope: Scope;
	readonly findings: readonly Finding[];
}

/**
 * The estate's records by `scopeKey`. A record goes where the resource is that it is about: by the findings on it, else by its ARN, else to the
 * clusters that it concerns; one without any place goes to every scope, since none may lack it. The clusters of a record stay named in each share.
 */
export function splitEstate(estate: Estate, shares: readonly EstateShare[]): Map<string, Estate> {
	const places = new Map<string, string>();
	const clusters = new Map<string, string>();
	const keys = shares.map(({ scope, findings }) => {
		const key = scopeKey(scope);
		for (const { resource } of findings) places.set(resource.arn, key);
		if (scope.cluster !== undefined) clusters.set(scope.cluster, key);
		return key;
	});
	const known = new Set(keys);

	const ofId = (id: string): string | undefined => {
		const found = places.get(id);
		if (found) return found;
		const [, partition, , region, account] = /^arn:([^:]+):([^:]*):([^:]*):(\d{12}):/.exec(id) ?? [];
		const [, scheme, host = ""] = /^([a-z]+):\/\/([^/]+)/.exec(id) ?? [];
		const key =
			account !== undefined
				? `${partition}/${account}/${region || "global"}`
				: scheme === "kubernetes"
					? clusters.get(host)
					: scheme && outside;
		return key !== undefined && known.has(key) ? key : undefined;
	};
	/** Each scope's share of a list. */
	const distribute = <R extends EstateRecord>(records: readonly R[], idsOf: (record: R) => readonly string[]): Map<string, R[]> => {
		const lists = new Map<string, R[]>(keys.map((key) => [key, []]));
		for (const record of records) {
			const place = idsOf(record)
				.map(ofId)
				.find((key) => key !== undefined);
			const concerned = (record.clusters ?? []).filter((key) => known.has(key));
			for (const key of place !== undefined ? [place] : concerned.length > 0 ? concerned : keys) lists.get(key)?.push(record);
		}
		return lists;
	};

	const lists = {
		connections: distribute(estate.connections, ({ arn, server }) => [arn, server]),
		atRest: distribute(estate.atRest, ({ resource }) => [resource]),
		inTransit: distribute(estate.inTransit, ({ resource }) => [resource]),
		keys: distribute(estate.keys, ({ arn }) => [arn]),
		certificates: distribute(estate.certificates, ({ resource }) => [resource]),
		identities: distribute(estate.identities, ({ id }) => [id]),
		grants: distribute(estate.grants, ({ on, identity }) => [on, identity]),
		privilegedRoles: distribute(estate.privilegedRoles, ({ server }) => [server]),
		serviceAccounts: distribute(estate.serviceAccounts, ({ arn }) => [arn]),
		gaps: distribute(estate.gaps, () => []),
	};
	return new Map(keys.map((key) => [key, shareOf(key, estate, lists)]));
}

type Lists = { readonly [L in Exclude<keyof Estate, "clusters">]: ReadonlyMap<string, Estate[L]> };

/** The share of a scope, with every cluster that a record of it names. */
function shareOf(key: string, estate: Estate, lists: Lists): Estate {
	const records = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.get(key) ?? []])) as unknown as Omit<
		Estate,
		"clusters"
	>;
	const named = new Set(Object.values(records).flatMap((list: readonly EstateRecord[]) => list.flatMap(({ clusters }) => clusters ?? [])));
	return { clusters: estate.clusters.filter((cluster) => cluster.key === key || named.has(cluster.key)), ...records };
}
