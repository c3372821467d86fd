import {
	type Certificate,
	type DBClusterParameterGroup,
	type DBMajorEngineVersion,
	type DBParameterGroup,
	type DBProxy,
	type DBSubnetGroup,
	DescribeCertificatesCommand,
	DescribeDBClusterParameterGroupsCommand,
	DescribeDBClusterSnapshotsCommand,
	DescribeDBClustersCommand,
	DescribeDBInstancesCommand,
	DescribeDBMajorEngineVersionsCommand,
	DescribeDBParameterGroupsCommand,
	DescribeDBProxiesCommand,
	DescribeDBSnapshotsCommand,
	DescribeDBSubnetGroupsCommand,
	DescribeEventSubscriptionsCommand,
	DescribeGlobalClustersCommand,
	DescribePendingMaintenanceActionsCommand,
	type EventSubscription,
	type GlobalCluster,
	type ResourcePendingMaintenanceActions,
} from "@aws-sdk/client-rds";
import type { AwsCaller } from "../../../aws/caller.ts";
import type { ResourceKind } from "../../../core/kinds.ts";
import type { Listing } from "../../ports.ts";
import { type ClusterDraft, draftCluster } from "./clusters.ts";
import { draftInstance, type InstanceDraft } from "./instances.ts";
import { draftClusterSnapshot, draftSnapshot, type SnapshotDraft } from "./snapshots.ts";

/** Everything of a region that is listed once. A listing that no wanted kind needs is empty and whole. */
export interface RdsListings {
	readonly instances: Listing<InstanceDraft>;
	readonly clusters: Listing<ClusterDraft>;
	readonly snapshots: Listing<SnapshotDraft>;
	readonly backupSnapshots: Listing<SnapshotDraft>;
	readonly clusterSnapshots: Listing<SnapshotDraft>;
	readonly parameterGroups: Listing<DBParameterGroup>;
	readonly clusterParameterGroups: Listing<DBClusterParameterGroup>;
	readonly subnetGroups: Listing<DBSubnetGroup>;
	readonly proxies: Listing<DBProxy>;
	readonly subscriptions: Listing<EventSubscription>;
	readonly globalClusters: Listing<GlobalCluster>;
	readonly certificates: Listing<Certificate>;
	readonly lifecycles: Listing<DBMajorEngineVersion>;
	readonly maintenance: Listing<ResourcePendingMaintenanceActions>;
}

/** DocumentDB and Neptune answer in the RDS API but are other products. */
export const isOtherProduct = (engineOrFamily: string | undefined): boolean => /^(docdb|neptune)/.test(engineOrFamily ?? "");

/** A region that lacks a product of RDS refuses its listing in these words; nothing of it can be there. */
const withoutProduct = <T>(listing: Listing<T>): Listing<T> =>
	listing.failure && /Access Denied to API Version/i.test(listing.failure.message) ? { items: listing.items } : listing;

const pageSize = { MaxRecords: 100 };
const nothing = { items: [] };

/**
 * Lists all that a region holds, concurrently. Pages are reduced to drafts as they come, so that no answer is kept whole; `onSnapshot` gets each
 * snapshot while further pages are read.
 */
export async function listRds(
	aws: AwsCaller,
	kinds: ReadonlySet<ResourceKind>,
	onSnapshot: (draft: SnapshotDraft) => void,
): Promise<RdsListings> {
	const wanted = (...names: ResourceKind[]) => names.some((name) => kinds.has(name));
	const sources = wanted("rds.DbInstance", "rds.DbCluster", "rds.Snapshot", "rds.SubnetGroup", "rds.ParameterGroup");
	const servers = wanted("rds.DbInstance", "rds.DbCluster");
	const marker = (page: { Marker?: string | undefined }) => page.Marker;
	const { scope } = aws;
	const drafted = (draft: SnapshotDraft) => {
		onSnapshot(draft);
		return draft;
	};
	const snapshots = (SnapshotType?: string) =>
		aws.list(
			"rds",
			(Marker) => new DescribeDBSnapshotsCommand({ ...pageSize, Marker, SnapshotType }),
			(page) => page.DBSnapshots?.filter(({ Engine }) => !isOtherProduct(Engine)).map((one) => drafted(draftSnapshot(one, scope))),
			marker,
		);

	const [
		instances,
		clusters,
		own,
		backupSnapshots,
		clusterSnapshots,
		parameterGroups,
		clusterParameterGroups,
		subnetGroups,
		proxies,
		subscriptions,
		globalClusters,
		certificates,
		lifecycles,
		maintenance,
	] = await Promise.all([
		sources
			? aws.list(
					"rds",
					(Marker) => new DescribeDBInstancesCommand({ ...pageSize, Marker }),
					(page) => page.DBInstances?.map((one) => draftInstance(one, scope)),
					marker,
				)
			: nothing,
		sources
			? aws.list(
					"rds",
					(Marker) => new DescribeDBClustersCommand({ ...pageSize, Marker }),
					(page) => page.DBClusters?.map((one) => draftCluster(one, scope)),
					marker,
				)
			: nothing,
		wanted("rds.Snapshot") ? snapshots() : nothing,
		// Without a type, RDS documents only manual and automated snapshots.
		wanted("rds.Snapshot") ? snapshots("awsbackup") : nothing,
		wanted("rds.Snapshot")
			? aws.list(
					"rds",
					(Marker) => new DescribeDBClusterSnapshotsCommand({ ...pageSize, Marker }),
					(page) =>
						page.DBClusterSnapshots?.filter(({ Engine }) => !isOtherProduct(Engine)).map((one) =>
							drafted(draftClusterSnapshot(one, scope)),
						),
					marker,
				)
			: nothing,
		wanted("rds.ParameterGroup")
			? aws.list(
					"rds",
					(Marker) => new DescribeDBParameterGroupsCommand({ ...pageSize, Marker }),
					(page) => page.DBParameterGroups?.filter((group) => !isOtherProduct(group.DBParameterGroupFamily)),
					marker,
				)
			: nothing,
		wanted("rds.ParameterGroup")
			? aws.list(
					"rds",
					(Marker) => new DescribeDBClusterParameterGroupsCommand({ ...pageSize, Marker }),
					(page) => page.DBClusterParameterGroups?.filter((group) => !isOtherProduct(group.DBParameterGroupFamily)),
					marker,
				)
			: nothing,
		wanted("rds.SubnetGroup", "rds.DbCluster")
			? aws.list(
					"rds",
					(Marker) => new DescribeDBSubnetGroupsCommand({ ...pageSize, Marker }),
					(page) => page.DBSubnetGroups,
					marker,
				)
			: nothing,
		wanted("rds.DbProxy")
			? aws.list(
					"rds",
					(Marker) => new DescribeDBProxiesCommand({ ...pageSize, Marker }),
					(page) => page.DBProxies,
					marker,
				)
			: nothing,
		wanted("rds.EventSubscription")
			? aws.list(
					"rds",
					(Marker) => new DescribeEventSubscriptionsCommand({ ...pageSize, Marker }),
					(page) => page.EventSubscriptionsList,
					marker,
				)
			: nothing,
		wanted("rds.GlobalCluster")
			? aws.list(
					"rds",
					(Marker) => new DescribeGlobalClustersCommand({ ...pageSize, Marker }),
					(page) => page.GlobalClusters?.filter(({ Engine }) => !isOtherProduct(Engine)),
					marker,
				)
			: nothing,
		wanted("rds.DbInstance")
			? aws.list(
					"rds",
					(Marker) => new DescribeCertificatesCommand({ ...pageSize, Marker }),
					(page) => page.Certificates,
					marker,
				)
			: nothing,
		servers || wanted("rds.GlobalCluster")
			? aws.list(
					"rds",
					(Marker) => new DescribeDBMajorEngineVersionsCommand({ ...pageSize, Marker }),
					(page) => page.DBMajorEngineVersions,
					marker,
				)
			: nothing,
		servers
			? aws.list(
					"rds",
					(Marker) => new DescribePendingMaintenanceActionsCommand({ ...pageSize, Marker }),
					(page) => page.PendingMaintenanceActions,
					marker,
				)
			: nothing,
	]);
	const known = new Set(own.items.map(({ resource }) => resource.arn));
	return {
		instances,
		clusters,
		snapshots: own,
		backupSnapshots: { ...backupSnapshots, items: backupSnapshots.items.filter(({ resource }) => !known.has(resource.arn)) },
		clusterSnapshots,
		parameterGroups,
		clusterParameterGroups,
		subnetGroups,
		proxies: withoutProduct(proxies),
		subscriptions,
		globalClusters: withoutProduct(globalClusters),
		certificates,
		lifecycles,
		maintenance,
	};
}
