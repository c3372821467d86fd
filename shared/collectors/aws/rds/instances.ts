import type { DBInstance } from "@aws-sdk/client-rds";
import { seen } from "../../../core/observed.ts";
import type { DbInstance } from "../../../core/resources/index.ts";
import type { Scope } from "../../../core/scope.ts";
import { isoTime, present, tagsOf } from "../shapes.ts";
import { insightsOf, pendingNames, type ServerInputs, secretOf } from "./server.ts";

/** What an instance takes from other calls. */
export type InstanceJoins = Pick<
	DbInstance,
	| "kmsKey"
	| "masterSecretKey"
	| "performanceInsightsKey"
	| "parameterGroups"
	| "parameters"
	| "release"
	| "lifecycle"
	| "pendingMaintenance"
	| "backup"
	| "network"
	| "authority"
	| "options"
	| "utilization"
>;

/** An instance as DescribeDBInstances tells it, and what the joins start from. */
export interface InstanceDraft {
	readonly resource: Omit<DbInstance, keyof InstanceJoins>;
	readonly inputs: ServerInputs & {
		readonly parameterGroups: DbInstance["parameterGroups"];
		readonly authority: string | undefined;
		readonly subnetIds: readonly string[];
	};
}

export function draftInstance(db: DBInstance, scope: Scope): InstanceDraft {
	const engine = db.Engine ?? "";
	const name = db.DBInstanceIdentifier ?? "";
	const clusterId = db.DBClusterIdentifier || undefined;
	const { DBSubnetGroup: subnets, CertificateDetails: certificate } = db;
	const authority = certificate?.CAIdentifier ?? db.CACertificateIdentifier;
	return {
		resource: {
			kind: "rds.DbInstance",
			arn: db.DBInstanceArn || `arn:${scope.partition}:rds:${scope.region}:${scope.account}:db:${name}`,
			name,
			...scope,
			tags: seen(tagsOf(db.TagList)),
			engine,
			engineVersion: db.EngineVersion,
			status: db.DBInstanceStatus,
			port: db.Endpoint?.Port ?? (db.DbInstancePort || undefined),
			endpointAddresses: [db.Endpoint?.Address].filter(present),
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
			createdAt: isoTime(db.InstanceCreateTime),
			resourceId: db.DbiResourceId,
			instanceClass: db.DBInstanceClass,
			licenseModel: db.LicenseModel,
			clusterId,
			clusterSort: clusterId === undefined ? undefined : engine.startsWith("aurora") ? "aurora" : "multi-az",
			replicaOf: db.ReadReplicaSourceDBInstanceIdentifier || db.ReadReplicaSourceDBClusterIdentifier || undefined,
			publiclyAccessible: db.PubliclyAccessible,
			vpcId: subnets?.VpcId,
			subnetGroup: subnets?.DBSubnetGroupName,
			enhancedMonitoringStream: db.EnhancedMonitoringResourceArn || undefined,
			certificate: authority === undefined ? undefined : { authority, validTill: isoTime(certificate?.ValidTill) },
			optionGroups: (db.OptionGroupMemberships ?? []).map(({ OptionGroupName, Status }) => ({
				name: OptionGroupName ?? "",
				status: Status ?? "unknown",
			})),
			backupReplicas: (db.DBInstanceAutomatedBackupsReplications ?? []).flatMap((replica) => replica.DBInstanceAutomatedBackupsArn ?? []),
		},
		inputs: {
			kmsKeyId: db.StorageEncrypted ? db.KmsKeyId : undefined,
			secretKeyId: db.MasterUserSecret?.KmsKeyId,
			insightsKeyId: db.PerformanceInsightsEnabled ? db.PerformanceInsightsKMSKeyId : undefined,
			securityGroups: (db.VpcSecurityGroups ?? []).map((group) => group.VpcSecurityGroupId).filter(present),
			subnetIds: (subnets?.Subnets ?? []).map((subnet) => subnet.SubnetIdentifier).filter(present),
			parameterGroups: (db.DBParameterGroups ?? []).map((group) => ({
				name: group.DBParameterGroupName ?? "",
				status: group.ParameterApplyStatus ?? "unknown",
				level: "instance",
			})),
			authority,
		},
	};
}
