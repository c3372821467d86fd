import { isOtherProduct, type RdsListings } from "./listings.ts";
import type { SnapshotDraft } from "./snapshots.ts";

/** Does the source of a snapshot still exist? Not known unless all sources were listed. */
export function sourcesOf({ instances, clusters }: RdsListings): (snapshot: SnapshotDraft["resource"]) => boolean | undefined {
	const names = { instance: namesOf(instances), cluster: namesOf(clusters) };
	return ({ of, sourceId }) => (sourceId === undefined ? undefined : names[of]?.has(sourceId));
}

const namesOf = (listing: RdsListings["instances"] | RdsListings["clusters"]): Set<string> | undefined =>
	listing.failure ? undefined : new Set(listing.items.map(({ resource }) => resource.name));

/** Who uses the groups of a region; undefined where that is not known. */
export interface Usage {
	subnetGroup(name: string | undefined): string[] | undefined;
	instanceGroup(name: string | undefined): string[] | undefined;
	clusterGroup(name: string | undefined): string[] | undefined;
	/** Is the subnet group used, but only by DocumentDB or Neptune? */
	onlyOthers(name: string | undefined): boolean;
}

/** Which servers use which groups; not known unless all servers were listed. */
export function usageOf({ instances, clusters }: RdsListings): Usage {
	const bySubnetGroup = Map.groupBy([...instances.items, ...clusters.items], ({ resource }) => resource.subnetGroup);
	const byInstanceGroup = Map.groupBy(
		instances.items.flatMap(({ resource, inputs }) => inputs.parameterGroups.map((group) => ({ group: group.name, name: resource.name }))),
		({ group }) => group,
	);
	const byClusterGroup = Map.groupBy(clusters.items, ({ inputs }) => inputs.parameterGroup);
	return {
		subnetGroup: (name) =>
			instances.failure || clusters.failure
				? undefined
				: (bySubnetGroup.get(name) ?? []).filter(({ resource }) => !isOtherProduct(resource.engine)).map(({ resource }) => resource.name),
		instanceGroup: (name) =>
			instances.failure || name === undefined ? undefined : (byInstanceGroup.get(name) ?? []).map((use) => use.name),
		clusterGroup: (name) => (clusters.failure ? undefined : (byClusterGroup.get(name) ?? []).map(({ resource }) => resource.name)),
		onlyOthers: (name) => {
			const users = bySubnetGroup.get(name);
			return users?.every(({ resource }) => isOtherProduct(resource.engine)) ?? false;
		},
	};
}
