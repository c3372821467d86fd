import type { ResourceKind } from "./kinds.ts";

/** The calls of a service, as CloudTrail names them: `rds:CreateDBInstance`. */
const calls = (service: string, names: string): string[] => names.split(/\s+/).map((name) => `${service}:${name}`);

// What several kinds look at beside themselves.

/** Who may come in: the rules of security groups and the ranges that they name. */
const firewall = calls(
	"ec2",
	`AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress ModifySecurityGroupRules DeleteSecurityGroup
	ModifyManagedPrefixList RestoreManagedPrefixListVersion`,
);
/** Whether a subnet is public. */
const routes = calls(
	"ec2",
	`CreateRoute ReplaceRoute DeleteRoute AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation DeleteRouteTable
	AttachInternetGateway DetachInternetGateway`,
);
const network = [...firewall, ...routes];
/** Whether a key still decrypts; who may use it concerns the key alone. */
const keyState = [
	...calls("kms", "DisableKey EnableKey ScheduleKeyDeletion CancelKeyDeletion ImportKeyMaterial DeleteImportedKeyMaterial"),
	"kms:DeleteKey",
];
/** Which backup plans select a database. */
const backupPlans = calls(
	"backup",
	"CreateBackupPlan UpdateBackupPlan DeleteBackupPlan CreateBackupSelection DeleteBackupSelection UpdateRegionSettings",
);
const rdsTags = calls("rds", "AddTagsToResource RemoveTagsFromResource");
/** Databases that come and go. */
const instances = calls(
	"rds",
	`CreateDBInstance CreateDBInstanceReadReplica DeleteDBInstance RestoreDBInstanceFromDBSnapshot RestoreDBInstanceFromS3
	RestoreDBInstanceToPointInTime SwitchoverBlueGreenDeployment`,
);
const clusters = calls(
	"rds",
	"CreateDBCluster DeleteDBCluster RestoreDBClusterFromSnapshot RestoreDBClusterFromS3 RestoreDBClusterToPointInTime SwitchoverBlueGreenDeployment",
);
const parameters = calls("rds", "ModifyDBParameterGroup ResetDBParameterGroup ModifyDBClusterParameterGroup ResetDBClusterParameterGroup");
const eksClusters = calls("eks", "CreateCluster DeleteCluster UpdateClusterVersion");
const tags = (service: string) => calls(service, "TagResource UntagResource");

/**
 * For every kind the API calls and service events, as CloudTrail names them with the prefix of their event source, that can change such a resource
 * or what its rules look at beside it. Event patterns and targeted re-scans derive from this list and from nothing else. What is left out because
 * it happens all the time (network interfaces, tags of EC2), or lies in another scope (the role of an EKS service account, whose events are those of
 * another region), is seen by the next whole scan.
 */
export const changedBy: { readonly [K in ResourceKind]: readonly string[] } = {
	"rds.DbInstance": [
		...instances,
		...calls(
			"rds",
			`ModifyDBInstance RebootDBInstance StartDBInstance StopDBInstance PromoteReadReplica SwitchoverReadReplica ApplyPendingMaintenanceAction
			AddRoleToDBInstance RemoveRoleFromDBInstance ModifyOptionGroup ModifyCertificates ModifyDBCluster
			StartDBInstanceAutomatedBackupsReplication StopDBInstanceAutomatedBackupsReplication`,
		),
		...parameters,
		...rdsTags,
		...network,
		...keyState,
		...backupPlans,
	],
	"rds.DbCluster": [
		...clusters,
		...instances,
		...calls(
			"rds",
			`ModifyDBCluster RebootDBCluster FailoverDBCluster StartDBCluster StopDBCluster PromoteReadReplicaDBCluster ApplyPendingMaintenanceAction
			ModifyCurrentDBClusterCapacity StartActivityStream StopActivityStream ModifyActivityStream AddRoleToDBCluster RemoveRoleFromDBCluster
			EnableHttpEndpoint DisableHttpEndpoint ModifyDBInstance CreateGlobalCluster RemoveFromGlobalCluster`,
		),
		...parameters,
		...rdsTags,
		...network,
		...keyState,
		...backupPlans,
	],
	"rds.Snapshot": [
		...calls(
			"rds",
			`CreateDBSnapshot CreateDBClusterSnapshot CopyDBSnapshot CopyDBClusterSnapshot DeleteDBSnapshot DeleteDBClusterSnapshot ModifyDBSnapshot
			ModifyDBSnapshotAttribute ModifyDBClusterSnapshotAttribute DeleteDBInstance DeleteDBCluster`,
		),
		...rdsTags,
		...keyState,
	],
	"rds.DbProxy": [...calls("rds", "CreateDBProxy ModifyDBProxy DeleteDBProxy"), ...rdsTags, ...network],
	"rds.GlobalCluster": [
		...calls(
			"rds",
			`CreateGlobalCluster ModifyGlobalCluster DeleteGlobalCluster RemoveFromGlobalCluster FailoverGlobalCluster SwitchoverGlobalCluster
			CreateDBCluster DeleteDBCluster`,
		),
		...rdsTags,
	],
	"rds.EventSubscription": [
		...calls(
			"rds",
			`CreateEventSubscription ModifyEventSubscription DeleteEventSubscription AddSourceIdentifierToSubscription
			RemoveSourceIdentifierFromSubscription`,
		),
		...rdsTags,
	],
	"rds.SubnetGroup": [
		...calls("rds", "CreateDBSubnetGroup ModifyDBSubnetGroup DeleteDBSubnetGroup ModifyDBInstance ModifyDBCluster"),
		...instances,
		...clusters,
		...rdsTags,
		...routes,
	],
	"rds.ParameterGroup": [
		...calls(
			"rds",
			`CreateDBParameterGroup CopyDBParameterGroup DeleteDBParameterGroup CreateDBClusterParameterGroup CopyDBClusterParameterGroup
			DeleteDBClusterParameterGroup ModifyDBInstance ModifyDBCluster`,
		),
		...parameters,
		...instances,
		...clusters,
		...rdsTags,
	],
	"eks.Cluster": [
		...eksClusters,
		...calls(
			"eks",
			`UpdateClusterConfig CancelUpdate RegisterCluster DeregisterCluster AssociateEncryptionConfig CreateAccessEntry UpdateAccessEntry
			DeleteAccessEntry AssociateAccessPolicy DisassociateAccessPolicy CreateAddon UpdateAddon DeleteAddon CreateNodegroup DeleteNodegroup
			CreatePodIdentityAssociation UpdatePodIdentityAssociation DeletePodIdentityAssociation`,
		),
		...tags("eks"),
		...network,
		...keyState,
	],
	"eks.NodeGroup": [
		...calls("eks", "CreateNodegroup UpdateNodegroupConfig UpdateNodegroupVersion DeleteNodegroup"),
		...eksClusters,
		...tags("eks"),
		...network,
	],
	"eks.FargateProfile": [...calls("eks", "CreateFargateProfile DeleteFargateProfile DeleteCluster"), ...tags("eks"), ...network],
	"eks.IdentityProvider": [
		...calls("eks", "AssociateIdentityProviderConfig DisassociateIdentityProviderConfig DeleteCluster"),
		...tags("eks"),
	],
	"eks.PodIdentity": [
		...calls("eks", "CreatePodIdentityAssociation UpdatePodIdentityAssociation DeletePodIdentityAssociation DeleteCluster"),
		...tags("eks"),
	],
	"kms.Key": [
		...calls(
			"kms",
			`CreateKey PutKeyPolicy EnableKeyRotation DisableKeyRotation CreateGrant RevokeGrant RetireGrant CreateAlias UpdateAlias DeleteAlias
			ReplicateKey UpdatePrimaryRegion`,
		),
		...tags("kms"),
		...keyState,
	],
	"secretsmanager.Secret": [
		...calls(
			"secretsmanager",
			`CreateSecret UpdateSecret PutSecretValue DeleteSecret RestoreSecret RotateSecret CancelRotateSecret PutResourcePolicy DeleteResourcePolicy
			UpdateSecretVersionStage ReplicateSecretToRegions RemoveRegionsFromReplication StopReplicationToReplica RotationSucceeded RotationFailed
			RotationAbandoned TestRotationSucceeded TestRotationFailed`,
		),
		...tags("secretsmanager"),
		...keyState,
		...instances,
		...clusters,
	],
	"logs.LogGroup": [
		...calls(
			"logs",
			`CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey PutResourcePolicy
			DeleteResourcePolicy TagLogGroup UntagLogGroup`,
		),
		...tags("logs"),
	],
	"cloudwatch.Alarm": [
		...calls("monitoring", "PutMetricAlarm PutCompositeAlarm DeleteAlarms EnableAlarmActions DisableAlarmActions"),
		...tags("monitoring"),
	],
	"ec2.SecurityGroup": [
		...firewall,
		...calls("ec2", "CreateSecurityGroup AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress ModifyNetworkInterfaceAttribute"),
	],
	"ec2.Instance": [
		...calls(
			"ec2",
			`RunInstances TerminateInstances StartInstances StopInstances AssociateAddress DisassociateAddress ModifyNetworkInterfaceAttribute
			ModifyInstanceAttribute AttachNetworkInterface DetachNetworkInterface AssignIpv6Addresses UnassignIpv6Addresses`,
		),
		...network,
	],
	"backup.Vault": [
		...calls(
			"backup",
			`CreateBackupVault CreateLogicallyAirGappedBackupVault DeleteBackupVault PutBackupVaultLockConfiguration
			DeleteBackupVaultLockConfiguration`,
		),
		...tags("backup"),
		...keyState,
	],
	"backup.RecoveryPoint": calls("backup", "StartBackupJob StartCopyJob DeleteRecoveryPoint DisassociateRecoveryPoint DeleteBackupVault"),
	"iam.Principal": [
		...calls(
			"iam",
			`CreateRole CreateServiceLinkedRole DeleteRole UpdateRole UpdateAssumeRolePolicy PutRolePolicy DeleteRolePolicy AttachRolePolicy
			DetachRolePolicy CreateUser UpdateUser DeleteUser PutUserPolicy DeleteUserPolicy AttachUserPolicy DetachUserPolicy CreateGroup UpdateGroup
			DeleteGroup PutGroupPolicy DeleteGroupPolicy AttachGroupPolicy DetachGroupPolicy CreatePolicyVersion SetDefaultPolicyVersion
			TagRole UntagRole TagUser UntagUser CreateOpenIDConnectProvider DeleteOpenIDConnectProvider`,
		),
		...instances,
		...clusters,
	],
	"iam.Policy": calls(
		"iam",
		`CreatePolicy CreatePolicyVersion SetDefaultPolicyVersion DeletePolicyVersion DeletePolicy TagPolicy UntagPolicy AttachRolePolicy
		DetachRolePolicy AttachUserPolicy DetachUserPolicy AttachGroupPolicy DetachGroupPolicy`,
	),
	"aws.Region": [
		...calls("cloudtrail", "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging PutEventSelectors"),
		...calls("logs", "PutMetricFilter DeleteMetricFilter DeleteLogGroup"),
		...calls("monitoring", "PutMetricAlarm PutCompositeAlarm DeleteAlarms EnableAlarmActions DisableAlarmActions"),
		...calls("guardduty", "CreateDetector UpdateDetector DeleteDetector UpdateMemberDetectors"),
		...calls("backup", "CreateBackupVault DeleteBackupVault CreateReportPlan DeleteReportPlan"),
		...backupPlans,
		...calls("rds", "CreateEventSubscription ModifyEventSubscription DeleteEventSubscription"),
		...calls("rds", "AddSourceIdentifierToSubscription RemoveSourceIdentifierFromSubscription"),
		...instances,
		...clusters,
		...eksClusters,
	],
	// Read from the database itself: CloudTrail knows nothing of what happens inside.
	"postgres.Server": [],
	"mysql.Server": [],
	"database.Connection": [],
	// Changes inside a cluster are in its audit log, not in CloudTrail.
	"kubernetes.Cluster": [],
	"kubernetes.Namespace": [],
	"kubernetes.Workload": [],
	"kubernetes.ServiceAccount": [],
	"kubernetes.Role": [],
	"kubernetes.Service": [],
	"kubernetes.DatabaseConfig": [],
	"kubernetes.OperatorDatabase": [],
};
