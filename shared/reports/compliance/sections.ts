import type { Estate, EstateCluster, EstateRecord } from "../../core/estate/types.ts";
import type { Finding } from "../../core/finding.ts";
import { scopeKey } from "../../core/scope.ts";

/** One part of the report: the estate (without `cluster`), or a cluster with everything that concerns it. */
export interface Section {
	readonly cluster?: EstateCluster;
	readonly has: (record: EstateRecord) => boolean;
	readonly concerns: (finding: Finding) => boolean;
}

/** The estate, then each cluster by name. */
export function sectionsOf(estate: Estate): [Section, ...Section[]] {
	const clustersOf = clusterFinder(estate);
	const always = () => true;
	return [
		{ has: always, concerns: always },
		...estate.clusters.map((cluster) => ({
			cluster,
			has: ({ clusters }: EstateRecord) => clusters?.includes(cluster.key) === true,
			concerns: (finding: Finding) => clustersOf(finding).has(cluster.key),
		})),
	];
}

const none: ReadonlySet<string> = new Set();

/** The clusters that a finding concerns: that its object is in, or whose services use the database, key, secret or role. */
function clusterFinder(estate: Estate): (finding: Finding) => ReadonlySet<string> {
	const byArn = new Map<string, Set<string>>();
	const add = (arn: string, clusters: readonly string[] | undefined) => {
		if (!clusters) return;
		const known = byArn.get(arn) ?? new Set();
		byArn.set(arn, known);
		for (const key of clusters) known.add(key);
	};
	for (const { arn, clusters } of [...estate.connections, ...estate.keys, ...estate.serviceAccounts]) add(arn, clusters);
	for (const { server, hostedBy, clusters } of estate.connections)
		for (const arn of [server, hostedBy]) if (arn !== undefined) add(arn, clusters);
	for (const { resource, clusters } of [...estate.atRest, ...estate.inTransit, ...estate.certificates]) add(resource, clusters);
	for (const { id, clusters } of estate.identities) add(id, clusters);
	for (const { iamRole, clusters } of estate.serviceAccounts) if (iamRole) add(iamRole, clusters);
	const keys = new Set(estate.clusters.map(({ key }) => key));
	const only = (key: string): ReadonlySet<string> => (keys.has(key) ? new Set([key]) : none);
	return ({ resource: { arn, partition, account, region, cluster } }) => {
		if (cluster !== undefined) return only(scopeKey({ partition, account, region, cluster }));
		// Node groups, Fargate profiles, identity providers and pod identities name their cluster in the ARN.
		const eks = /^arn:[^:]*:eks:[^:]*:[^:]*:[a-z]+\/([^/]+)/.exec(arn)?.[1];
		return eks === undefined ? (byArn.get(arn) ?? none) : only(scopeKey({ partition, account, region, cluster: eks }));
	};
}
