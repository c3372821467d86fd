import type { DBSubnetGroup } from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../../aws/caller.ts";
import { mapBounded } from "../../../aws/concurrency.ts";
import type { CollectionError } from "../../../core/inventory.ts";
import { type Observed, seen, unread } from "../../../core/observed.ts";
import type { DbCluster, DbInstance, DbSnapshot, Resource } from "../../../core/resources/index.ts";
import type { KeyFacts } from "../../../core/resources/schema.ts";
import type { CollectorOptions } from "../../options.ts";
import type { BackupFacts, Collected, NetworkFacts, RegionFacts } from "../../ports.ts";
import { listingErrors } from "../shapes.ts";
import { belongsHere, readGlobalCluster, readParameterGroup, readProxy, readSubnetGroup, readSubscription, subnetsOf } from "./around.ts";
import type { ClusterDraft } from "./clusters.ts";
import { type EngineFacts, engineFacts } from "./engines.ts";
import { type ExposureOf, sharedExposure } from "./exposure.ts";
import type { InstanceDraft } from "./instances.ts";
import { isOtherProduct, listRds, type RdsListings } from "./listings.ts";
import { authorityOf, maintenanceOf } from "./maintenance.ts";
import { optionSets } from "./options.ts";
import { type ParameterSets, parameterSets } from "./parameters.ts";
import { type SnapshotDraft, sharedWith } from "./snapshots.ts";
import { sourcesOf, usageOf } from "./usage.ts";
import { utilizationOf } from "./utilization.ts";

/** Calls of one sort that are begun at a time; the scan's own bound applies below it. */
const width = 32;

/** RDS and Aurora of a region. What is shared is read once; beyond that it makes one call a snapshot that can be shared. */
export async function collectRds(aws: AwsCaller, facts: RegionFacts, options: CollectorOptions): Promise<Collected> {
	const { kinds, regions, now } = options;
	const listings = await listRds(aws, kinds);
	const instances = listings.instances.items.filter(({ resource }) => !isOtherProduct(resource.engine));
	const clusters = listings.clusters.items.filter(({ resource }) => !isOtherProduct(resource.engine));
	const snapshots = [...listings.snapshots.items, ...listings.backupSnapshots.items, ...listings.clusterSnapshots.items];
	const globalClusters = listings.globalClusters.items.filter((one) => belongsHere(one, aws.scope.region, regions));
	const wantInstances = kinds.has("rds.DbInstance") ? instances : [];
	const wantClusters = kinds.has("rds.DbCluster") ? clusters : [];
	const servers = [...wantInstances, ...wantClusters];
	const inNetwork =
		servers.length + listings.proxies.items.length + (kinds.has("rds.SubnetGroup") ? listings.subnetGroups.items.length : 0);

	const [engines, keys, network, backup, utilization] = await Promise.all([
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
					wantInstances.map(({ resource }) => resource.name),
					now,
				)
			: new Map<string, DbInstance["utilization"]>(),
	]);
	const exposure = sharedExposure(network);
	const joins: Joins = {
		engines,
		keys,
		exposure,
		backup,
		parameters: parameterSets(aws),
		optionsOf: optionSets(aws),
		maintenance: maintenanceOf(listings),
		authority: authorityOf(listings),
		utilization: (name) => utilization.get(name) ?? notAsked,
		cluster: clusterOf(listings),
		instance: new Map(listings.instances.items.map((draft) => [draft.resource.name, draft])),
		subnetGroup: new Map(listings.subnetGroups.items.map((group) => [group.DBSubnetGroupName, group])),
		listings,
	};
	const exists = sourcesOf(listings);
	const usage = usageOf(listings);

	const resources: Resource[] = (
		await Promise.all<Promise<readonly Resource[]>>([
			mapBounded(wantInstances, width, (draft) => joinInstance(draft, joins)),
			mapBounded(wantClusters, width, (draft) => joinCluster(draft, joins)),
			mapBounded(snapshots, width, async (draft) => joinSnapshot(draft, keys, exists, await sharedWith(aws, draft))),
			mapBounded(listings.proxies.items, width, (proxy) => readProxy(aws, proxy, exposure)),
			mapBounded(listings.subscriptions.items, width, (one) => readSubscription(aws, one)),
			mapBounded(
				kinds.has("rds.SubnetGroup")
					? listings.subnetGroups.items.filter(({ DBSubnetGroupName }) => !usage.onlyOthers(DBSubnetGroupName))
					: [],
				width,
				(group) => readSubnetGroup(aws, group, exposure, usage.subnetGroup(group.DBSubnetGroupName)),
			),
			mapBounded(listings.parameterGroups.items, width, (group) =>
				readParameterGroup(aws, group, "instance", usage.instanceGroup(group.DBParameterGroupName)),
			),
			mapBounded(listings.clusterParameterGroups.items, width, (group) =>
				readParameterGroup(aws, group, "cluster", usage.clusterGroup(group.DBClusterParameterGroupName)),
			),
			Promise.resolve(globalClusters.map((one) => readGlobalCluster(aws, one, engines))),
		])
	).flat();
	return { resources, errors: errorsOf(aws, listings) };
}

/** What instances and clusters are joined with. */
interface Joins {
	readonly engines: EngineFacts;
	readonly keys: ReadonlyMap<string, Observed<KeyFacts>>;
	readonly exposure: ExposureOf;
	readonly backup: BackupFacts | undefined;
	readonly parameters: ParameterSets;
	readonly optionsOf: (groups: readonly string[]) => Promise<DbInstance["options"]>;
	readonly maintenance: (arn: string) => DbInstance["pendingMaintenance"];
	readonly authority: (identifier: string | undefined) => DbInstance["authority"];
	readonly utilization: (name: string) => DbInstance["utilization"];
	readonly cluster: (id: string) => Observed<ClusterDraft>;
	readonly instance: ReadonlyMap<string, InstanceDraft>;
	readonly subnetGroup: ReadonlyMap<string | undefined, DBSubnetGroup>;
	readonly listings: RdsListings;
}

const malformed = (operation: string, field: string) => unread(incomplete("rds", operation, field));

const notAsked: DbInstance["utilization"] = unread({
	service: "cloudwatch",
	operation: "GetMetricData",
	cause: "skipped",
	message: "The scan was told not to ask CloudWatch for utilization.",
});

/** Stands in where nothing is in a network, so that none is fetched. */
const noNetwork: NetworkFacts = {
	exposure: () => malformed("DescribeSecurityGroups", "the network"),
	securityGroups: { items: [] },
};

async function joinInstance({ resource, inputs }: InstanceDraft, joins: Joins): Promise<DbInstance> {
	const { arn, name, engine, engineVersion, tags, vpcId } = resource;
	const cluster = resource.clusterId === undefined ? undefined : joins.cluster(resource.clusterId);
	const [parameters, options] = await Promise.all([
		parametersOfInstance(resource, inputs, cluster, joins),
		joins.optionsOf(resource.optionGroups.map((group) => group.name)),
	]);
	return {
		...resource,
		kmsKey: keyOf(inputs.kmsKeyId, joins),
		masterSecretKey: keyOf(inputs.secretKeyId, joins),
		performanceInsightsKey: keyOf(inputs.insightsKeyId, joins),
		parameterGroups: [...inputs.parameterGroups, ...groupOfCluster(name, cluster)],
		parameters,
		release: joins.engines.release(engine, engineVersion),
		lifecycle: joins.engines.lifecycle(engine, engineVersion),
		pendingMaintenance: joins.maintenance(arn),
		backup: joins.backup?.coverage(arn, tags) ?? malformed("DescribeDBInstances", "backup facts"),
		network: joins.exposure(inputs.securityGroups, inputs.subnetIds, vpcId),
		authority: joins.authority(inputs.authority),
		options,
		utilization: joins.utilization(name),
	};
}

async function parametersOfInstance(
	resource: InstanceDraft["resource"],
	inputs: InstanceDraft["inputs"],
	cluster: Observed<ClusterDraft> | undefined,
	{ parameters }: Joins,
): Promise<DbInstance["parameters"]> {
	const own = inputs.parameterGroups[0]?.name;
	if (own === undefined) return malformed("DescribeDBInstances", "DBParameterGroups");
	if (cluster === undefined) return parameters.instanceGroup(own);
	if ("unread" in cluster) return cluster;
	const group = cluster.value.inputs.parameterGroup;
	if (group === undefined) return malformed("DescribeDBClusters", "DBClusterParameterGroup");
	return parameters.member(resource.clusterSort ?? cluster.value.resource.sort, group, own);
}

/** The cluster's group among the groups of its member, with the member's own apply status. */
function groupOfCluster(name: string, cluster: Observed<ClusterDraft> | undefined): DbInstance["parameterGroups"] {
	if (cluster === undefined || "unread" in cluster) return [];
	const { inputs, resource } = cluster.value;
	if (inputs.parameterGroup === undefined) return [];
	const status = resource.members.find(({ id }) => id === name)?.parameterGroupStatus ?? "unknown";
	return [{ name: inputs.parameterGroup, status, level: "cluster" }];
}

async function joinCluster({ resource, inputs }: ClusterDraft, joins: Joins): Promise<DbCluster> {
	const { arn, engine, engineVersion, tags, sort, subnetGroup } = resource;
	const subnets = joins.subnetGroup.get(subnetGroup);
	const { failure } = joins.listings.subnetGroups;
	return {
		...resource,
		kmsKey: keyOf(inputs.kmsKeyId, joins),
		masterSecretKey: keyOf(inputs.secretKeyId, joins),
		performanceInsightsKey: keyOf(inputs.insightsKeyId, joins),
		parameters:
			inputs.parameterGroup === undefined
				? malformed("DescribeDBClusters", "DBClusterParameterGroup")
				: await joins.parameters.clusterGroup(inputs.parameterGroup),
		members: await membersOf(resource, joins),
		release: joins.engines.release(engine, engineVersion),
		lifecycle: joins.engines.lifecycle(engine, engineVersion),
		pendingMaintenance: joins.maintenance(arn),
		backup: joins.backup?.coverage(arn, tags, sort === "aurora" ? "Aurora" : "RDS") ?? malformed("DescribeDBClusters", "backup facts"),
		network: subnets
			? joins.exposure(inputs.securityGroups, subnetsOf(subnets), subnets.VpcId)
			: failure
				? unread(failure)
				: malformed("DescribeDBSubnetGroups", `the subnet group ${subnetGroup ?? ""}`),
	};
}

/** Members of an Aurora cluster with what their own parameter groups set; without it where the instances were not listed. */
async function membersOf({ members, sort }: ClusterDraft["resource"], joins: Joins): Promise<DbCluster["members"]> {
	if (sort !== "aurora") return members;
	const own = await Promise.all(
		members.map(({ id }) => {
			const group = joins.instance.get(id)?.inputs.parameterGroups[0]?.name;
			return group === undefined ? undefined : joins.parameters.setByUser(group);
		}),
	);
	return members.map((member, at) => ({ ...member, ownParameters: own[at] }));
}

const joinSnapshot = (
	{ resource, kmsKeyId }: SnapshotDraft,
	keys: Joins["keys"],
	exists: (draft: SnapshotDraft["resource"]) => boolean | undefined,
	shared: DbSnapshot["sharedWith"],
): DbSnapshot => ({ ...resource, sourceExists: exists(resource), kmsKey: keyOf(kmsKeyId, { keys }), sharedWith: shared });

const keyOf = (keyId: string | undefined, { keys }: Pick<Joins, "keys">) => (keyId === undefined ? undefined : keys.get(keyId));

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
