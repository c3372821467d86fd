import type { AwsCaller } from "../../../aws/caller.ts";
import { mapBounded } from "../../../aws/concurrency.ts";
import type { CollectionError } from "../../../core/inventory.ts";
import { seen, unread } from "../../../core/observed.ts";
import type { DbCluster, DbInstance, DbSnapshot, Resource } from "../../../core/resources/index.ts";
import type { CollectorOptions } from "../../options.ts";
import type { Collected, NetworkFacts, RegionFacts } from "../../ports.ts";
import { listingErrors } from "../shapes.ts";
import { belongsHere, readGlobalCluster, readParameterGroup, readProxy, readSubnetGroup, readSubscription } from "./around.ts";
import type { ClusterDraft } from "./clusters.ts";
import { engineFacts } from "./engines.ts";
import { sharedExposure } from "./exposure.ts";
import type { InstanceDraft } from "./instances.ts";
import { type Joins, joinCluster, joinInstance, keyOf, malformed, notAsked } from "./joins.ts";
import { isOtherProduct, listRds, type RdsListings } from "./listings.ts";
import { authorityOf, maintenanceOf } from "./maintenance.ts";
import { optionSets } from "./options.ts";
import { type ParameterSets, parameterSets } from "./parameters.ts";
import { sharing } from "./snapshots.ts";
import { sourcesOf, usageOf } from "./usage.ts";
import { utilizationOf } from "./utilization.ts";

/** Calls of one sort that are begun at a time; the scan's own bound applies below it. */
const width = 32;

/** RDS and Aurora of a region. What is shared is read once; beyond that it makes one call a snapshot that can be shared. */
export async function collectRds(aws: AwsCaller, facts: RegionFacts, options: CollectorOptions): Promise<Collected> {
	const { kinds, regions, now } = options;
	const shared = sharing(aws);
	const listings = await listRds(aws, kinds, (draft) => {
		// Awaited below; a defect must not end the process before that.
		shared.ask(draft).catch(() => {});
	});
	const instances = kinds.has("rds.DbInstance") ? listings.instances.items.filter(isRds) : [];
	const clusters = kinds.has("rds.DbCluster") ? listings.clusters.items.filter(isRds) : [];
	const servers = [...instances, ...clusters];
	const snapshots = [...listings.snapshots.items, ...listings.backupSnapshots.items, ...listings.clusterSnapshots.items];
	const usage = usageOf(listings);
	const subnetGroups = kinds.has("rds.SubnetGroup")
		? listings.subnetGroups.items.filter(({ DBSubnetGroupName }) => !usage.onlyOthers(DBSubnetGroupName))
		: [];
	const globalClusters = listings.globalClusters.items.filter((one) => belongsHere(one, aws.scope.region, regions));
	const inNetwork = servers.length + subnetGroups.length + listings.proxies.items.length;
	const sets = parameterSets(aws);
	const optionsOf = optionSets(aws);
	const cluster = clusterOf(listings);
	const instance = new Map(listings.instances.items.map((draft) => [draft.resource.name, draft]));

	const readAround = Promise.all([
		mapBounded(listings.subscriptions.items, width, (one) => readSubscription(aws, one)),
		mapBounded(listings.parameterGroups.items, width, (group) =>
			readParameterGroup(aws, group, "instance", usage.instanceGroup(group.DBParameterGroupName)),
		),
		mapBounded(listings.clusterParameterGroups.items, width, (group) =>
			readParameterGroup(aws, group, "cluster", usage.clusterGroup(group.DBClusterParameterGroupName)),
		),
	]);
	const [engines, keys, network, backup, utilization, parameters, clusterParameters, members, optionLists, sharedWith, around] =
		await Promise.all([
			engineFacts(aws, enginesOf(servers, globalClusters), listings.lifecycles),
			readKeys(facts, [
				...servers.flatMap(({ inputs }) => [inputs.kmsKeyId, inputs.secretKeyId, inputs.insightsKeyId]),
				...snapshots.map(({ kmsKeyId }) => kmsKeyId),
			]),
			inNetwork > 0 ? facts.network() : noNetwork,
			servers.length > 0 ? facts.backup() : undefined,
			options.utilization
				? utilizationOf(
						aws,
						instances.map(({ resource }) => resource.name),
						now,
					)
				: undefined,
			Promise.all(instances.map((draft) => parametersOfInstance(draft, cluster, sets))),
			Promise.all(clusters.map(({ inputs }) => parametersOfCluster(inputs.parameterGroup, sets))),
			Promise.all(clusters.map((draft) => membersOf(draft, instance, sets))),
			Promise.all(instances.map(({ resource }) => optionsOf(resource.optionGroups.map(({ name }) => name)))),
			Promise.all(snapshots.map((draft) => shared.ask(draft))),
			readAround,
		]);
	const exposure = sharedExposure(network);
	const joins: Joins = {
		engines,
		keys,
		exposure,
		backup,
		maintenance: maintenanceOf(listings),
		authority: authorityOf(listings),
		utilization: (name) => utilization?.get(name) ?? notAsked,
		cluster,
		subnetGroup: new Map(listings.subnetGroups.items.map((group) => [group.DBSubnetGroupName, group])),
		listings,
	};
	const exists = sourcesOf(listings);
	const [subscriptions, groups, clusterGroups] = around;
	const resources: Resource[] = [
		...instances.map((draft, index) => joinInstance(draft, at(parameters, index), at(optionLists, index), joins)),
		...clusters.map((draft, index) => joinCluster(draft, at(clusterParameters, index), at(members, index), joins)),
		...snapshots.map(
			({ resource, kmsKeyId }, index): DbSnapshot => ({
				...resource,
				sourceExists: exists(resource),
				kmsKey: keyOf(kmsKeyId, joins),
				sharedWith: at(sharedWith, index),
			}),
		),
		...(await mapBounded(listings.proxies.items, width, (proxy) => readProxy(aws, proxy, exposure))),
		...subscriptions,
		...(await mapBounded(subnetGroups, width, (group) =>
			readSubnetGroup(aws, group, exposure, usage.subnetGroup(group.DBSubnetGroupName)),
		)),
		...groups,
		...clusterGroups,
		...globalClusters.map((one) => readGlobalCluster(aws, one, engines)),
	];
	return { resources, errors: errorsOf(aws, listings) };
}

const isRds = ({ resource }: InstanceDraft | ClusterDraft): boolean => !isOtherProduct(resource.engine);

/** The entry that belongs to an item of the list that was mapped. */
const at = <T>(values: readonly T[], index: number): T => values[index] as T;

/** Stands in where nothing is in a network, so that none is fetched. */
const noNetwork: NetworkFacts = {
	exposure: () => malformed("DescribeSecurityGroups", "the network"),
	securityGroups: { items: [] },
};

async function parametersOfInstance(
	{ resource, inputs }: InstanceDraft,
	clusterById: Joins["cluster"],
	sets: ParameterSets,
): Promise<DbInstance["parameters"]> {
	const own = inputs.parameterGroups[0]?.name;
	if (own === undefined) return malformed("DescribeDBInstances", "DBParameterGroups");
	if (resource.clusterId === undefined) return sets.instanceGroup(own);
	const cluster = clusterById(resource.clusterId);
	if ("unread" in cluster) return cluster;
	const group = cluster.value.inputs.parameterGroup;
	if (group === undefined) return malformed("DescribeDBClusters", "DBClusterParameterGroup");
	return sets.member(cluster.value.resource.sort, group, own);
}

const parametersOfCluster = async (group: string | undefined, sets: ParameterSets): Promise<DbCluster["parameters"]> =>
	group === undefined ? malformed("DescribeDBClusters", "DBClusterParameterGroup") : sets.clusterGroup(group);

/** Members of an Aurora cluster with what their own parameter groups set; without it where the instances were not listed. */
async function membersOf(
	{ resource }: ClusterDraft,
	instances: ReadonlyMap<string, InstanceDraft>,
	sets: ParameterSets,
): Promise<DbCluster["members"]> {
	const { members, sort } = resource;
	if (sort !== "aurora") return members;
	return Promise.all(
		members.map(async (member) => {
			const group = instances.get(member.id)?.inputs.parameterGroups[0]?.name;
			return { ...member, ownParameters: group === undefined ? undefined : await sets.setByUser(group) };
		}),
	);
}

async function readKeys(facts: RegionFacts, keyIds: readonly (string | undefined)[]): Promise<Joins["keys"]> {
	const distinct = [...new Set(keyIds)].filter((keyId) => keyId !== undefined);
	return new Map(await mapBounded(distinct, width, async (keyId) => [keyId, await facts.keys.facts(keyId)] as const));
}

const enginesOf = (
	servers: readonly { readonly resource: { readonly engine: string } }[],
	globalClusters: RdsListings["globalClusters"]["items"],
): Set<string> =>
	new Set([...servers.map(({ resource }) => resource.engine), ...globalClusters.map(({ Engine }) => Engine ?? "")].filter(Boolean));

function clusterOf({ clusters }: RdsListings): Joins["cluster"] {
	const known = new Map(clusters.items.map((draft) => [draft.resource.name, seen(draft)]));
	return (id) => known.get(id) ?? (clusters.failure ? unread(clusters.failure) : malformed("DescribeDBClusters", `the cluster ${id}`));
}

const errorsOf = ({ scope }: AwsCaller, listings: RdsListings): CollectionError[] => [
	...listingErrors(scope, listings.instances, "rds.DbInstance"),
	...listingErrors(scope, listings.clusters, "rds.DbCluster"),
	...listingErrors(scope, listings.snapshots, "rds.Snapshot"),
	...listingErrors(scope, listings.backupSnapshots, "rds.Snapshot"),
	...listingErrors(scope, listings.clusterSnapshots, "rds.Snapshot"),
	...listingErrors(scope, listings.proxies, "rds.DbProxy"),
	...listingErrors(scope, listings.subscriptions, "rds.EventSubscription"),
	...listingErrors(scope, listings.subnetGroups, "rds.SubnetGroup"),
	...listingErrors(scope, listings.parameterGroups, "rds.ParameterGroup"),
	...listingErrors(scope, listings.clusterParameterGroups, "rds.ParameterGroup"),
	...listingErrors(scope, listings.globalClusters, "rds.GlobalCluster"),
];
