import type { DBCluster } from "@aws-sdk/client-rds";
import { seen } from "../../../core/observed.ts";
import type { DbCluster } from "../../../core/resources/index.ts";
import type { Scope } from "../../../core/scope.ts";
import { isoTime, present, tagsOf } from "../shapes.ts";
import { insightsOf, pendingNames, type ServerInputs, secretOf } from "./server.ts";

/** What a cluster takes from other calls. */
export type ClusterJoins = Pick<
	DbCluster,
	| "kmsKey"
	| "masterSecretKey"
	| "performanceInsightsKey"
	| "parameters"
	| "release"
	| "lifecycle"
	| "pendingMaintenance"
	| "backup"
	| "network"
>;

/** A cluster as DescribeDBClusters tells it, and what the joins start from. */
export interface ClusterDraft {
	readonly resource: Omit<DbCluster, keyof ClusterJoins>;
	readonly inputs: ServerInputs & { readonly parameterGroup: string | undefined };
}

export function draftCluster(db: DBCluster, scope: Scope): ClusterDraft {
	const engine = db.Engine ?? "";
	const name = db.DBClusterIdentifier ?? "";
	const { ServerlessV2ScalingConfiguration: serverless, DBClusterParameterGroup: parameterGroup } = db;
	const members = (db.DBClusterMembers ?? []).map((member) => ({
		id: member.DBInstanceIdentifier ?? "",
		writer: member.IsClusterWriter === true,
		parameterGroupStatus: member.DBClusterParameterGroupStatus,
	}));
	return {
		resource: {
			kind: "rds.DbCluster",
			arn: db.DBClusterArn || `arn:${scope.partition}:rds:${scope.region}:${scope.account}:cluster:${name}`,
			name,
			...scope,
			tags: seen(tagsOf(db.TagList)),
			engine,
			engineVersion: db.EngineVersion,
			status: db.Status,
			port: db.Port,
			endpointAddresses: [db.Endpoint, db.ReaderEndpoint, ...(db.CustomEndpoints ?? [])].filter(present),
			multiAz: db.MultiAZ,
			storageEncrypted: db.StorageEncrypted,
			deletionProtection: db.DeletionProtection,
			backupRetentionDays: db.BackupRetentionPeriod,
			latestRestorableTime: isoTime(db.LatestRestorableTime),
			copyTagsToSnapshot: db.CopyTagsToSnapshot,
			autoMinorVersionUpgrade: db.AutoMinorVersionUpgrade,
			iamAuthentication: db.IAMDatabaseAuthenticationEnabled,
			logExports: db.EnabledCloudwatchLogsExports ?? [],
			masterUsername: db.MasterUsername,
			masterSecret: secretOf(db.MasterUserSecret),
			// 0 is the documented default of a server that names no interval.
			monitoringIntervalSeconds: db.MonitoringInterval ?? 0,
			performanceInsights: insightsOf(db),
			activityStreamStatus: db.ActivityStreamStatus,
			extendedSupport: db.EngineLifecycleSupport,
			pendingChanges: pendingNames(db.PendingModifiedValues),
			createdAt: isoTime(db.ClusterCreateTime),
			parameterGroups: parameterGroup === undefined ? [] : [{ name: parameterGroup, status: clusterStatus(members), level: "cluster" }],
			resourceId: db.DbClusterResourceId,
			sort: engine.startsWith("aurora") ? "aurora" : "multi-az",
			engineMode: db.EngineMode,
			serverlessV2: serverless && { minCapacity: serverless.MinCapacity, maxCapacity: serverless.MaxCapacity },
			backtrackWindowSeconds: db.BacktrackWindow,
			// By default the endpoint is not enabled.
			httpEndpointEnabled: db.HttpEndpointEnabled ?? false,
			publiclyAccessible: db.PubliclyAccessible,
			globalCluster: db.GlobalClusterIdentifier || undefined,
			replicaOf: db.ReplicationSourceIdentifier || undefined,
			subnetGroup: db.DBSubnetGroup,
			members,
			availabilityZones: db.AvailabilityZones ?? [],
			associatedRoles: (db.AssociatedRoles ?? []).flatMap(({ RoleArn, FeatureName }) =>
				RoleArn === undefined ? [] : [{ arn: RoleArn, feature: FeatureName || undefined }],
			),
		},
		inputs: {
			kmsKeyId: db.StorageEncrypted ? db.KmsKeyId : undefined,
			secretKeyId: db.MasterUserSecret?.KmsKeyId,
			insightsKeyId: db.PerformanceInsightsEnabled ? db.PerformanceInsightsKMSKeyId : undefined,
			securityGroups: (db.VpcSecurityGroups ?? []).map((group) => group.VpcSecurityGroupId).filter(present),
			parameterGroup,
		},
	};
}

/** AWS tells the status of a cluster's parameter group for each member: in sync when it is for all, else the first that is not. */
const clusterStatus = (members: DbCluster["members"]): string =>
	members.find(({ parameterGroupStatus }) => parameterGroupStatus !== "in-sync" && parameterGroupStatus !== undefined)
		?.parameterGroupStatus ?? (members.every(({ parameterGroupStatus }) => parameterGroupStatus === "in-sync") ? "in-sync" : "unknown");
