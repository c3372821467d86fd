import type { Resource } from "./resources/index.ts";

/** Name of a resource kind, e.g. `rds.DbInstance`. */
export type ResourceKind = Resource["kind"];

/** The resource type of a kind. */
export type ResourceOf<K extends ResourceKind> = Extract<Resource, { kind: K }>;

/** What a scan can read: AWS, databases from within, Kubernetes clusters. */
export type Source = "aws" | "databases" | "kubernetes";

interface KindFacts {
	/** For people. */
	readonly label: string;
	/** The name that `--service` takes. */
	readonly service: string;
	/** CloudTrail event names (with their event source) that can change such a resource; event patterns and targeted re-scans derive from this list. */
	readonly changedBy: readonly string[];
	/** Where it is read from; absent: AWS. */
	readonly source?: Exclude<Source, "aws">;
	/** Listed once an account rather than once a region; such resources carry the region `global`. */
	readonly global?: boolean;
}

/** All kinds: label, service and the CloudTrail events that change them. */
export const kinds: { readonly [K in ResourceKind]: KindFacts } = {
	"rds.DbInstance": {
		label: "RDS DB instance",
		service: "rds",
		changedBy: [
			"CreateDBInstance",
			"CreateDBInstanceReadReplica",
			"ModifyDBInstance",
			"DeleteDBInstance",
			"RebootDBInstance",
			"StartDBInstance",
			"StopDBInstance",
			"PromoteReadReplica",
			"RestoreDBInstanceFromDBSnapshot",
			"RestoreDBInstanceFromS3",
			"RestoreDBInstanceToPointInTime",
			"AddTagsToResource",
			"RemoveTagsFromResource",
			"ApplyPendingMaintenanceAction",
		],
	},
	"rds.DbCluster": {
		label: "RDS DB cluster",
		service: "rds",
		changedBy: [
			"CreateDBCluster",
			"ModifyDBCluster",
			"DeleteDBCluster",
			"RebootDBCluster",
			"FailoverDBCluster",
			"StartDBCluster",
			"StopDBCluster",
			"RestoreDBClusterFromSnapshot",
			"RestoreDBClusterFromS3",
			"RestoreDBClusterToPointInTime",
			"StartActivityStream",
			"StopActivityStream",
			"AddRoleToDBCluster",
			"RemoveRoleFromDBCluster",
			"EnableHttpEndpoint",
			"DisableHttpEndpoint",
		],
	},
	"rds.Snapshot": {
		label: "RDS snapshot",
		service: "rds",
		changedBy: [
			"CreateDBSnapshot",
			"CreateDBClusterSnapshot",
			"CopyDBSnapshot",
			"CopyDBClusterSnapshot",
			"DeleteDBSnapshot",
			"DeleteDBClusterSnapshot",
			"ModifyDBSnapshotAttribute",
			"ModifyDBClusterSnapshotAttribute",
		],
	},
	"rds.DbProxy": { label: "RDS Proxy", service: "rds", changedBy: ["CreateDBProxy", "ModifyDBProxy", "DeleteDBProxy"] },
	"rds.GlobalCluster": {
		label: "Aurora global database",
		service: "rds",
		changedBy: [
			"CreateGlobalCluster",
			"ModifyGlobalCluster",
			"DeleteGlobalCluster",
			"RemoveFromGlobalCluster",
			"FailoverGlobalCluster",
			"SwitchoverGlobalCluster",
		],
	},
	"rds.EventSubscription": {
		label: "RDS event subscription",
		service: "rds",
		changedBy: [
			"CreateEventSubscription",
			"ModifyEventSubscription",
			"DeleteEventSubscription",
			"AddSourceIdentifierToSubscription",
			"RemoveSourceIdentifierFromSubscription",
		],
	},
	"rds.SubnetGroup": {
		label: "RDS DB subnet group",
		service: "rds",
		changedBy: ["CreateDBSubnetGroup", "ModifyDBSubnetGroup", "DeleteDBSubnetGroup"],
	},
	"rds.ParameterGroup": {
		label: "RDS parameter group",
		service: "rds",
		changedBy: [
			"CreateDBParameterGroup",
			"ModifyDBParameterGroup",
			"ResetDBParameterGroup",
			"DeleteDBParameterGroup",
			"CreateDBClusterParameterGroup",
			"ModifyDBClusterParameterGroup",
			"ResetDBClusterParameterGroup",
			"DeleteDBClusterParameterGroup",
		],
	},
	"eks.Cluster": {
		label: "EKS cluster",
		service: "eks",
		changedBy: [
			"CreateCluster",
			"UpdateClusterConfig",
			"UpdateClusterVersion",
			"DeleteCluster",
			"AssociateEncryptionConfig",
			"CreateAccessEntry",
			"UpdateAccessEntry",
			"DeleteAccessEntry",
			"AssociateAccessPolicy",
			"DisassociateAccessPolicy",
			"CreateAddon",
			"UpdateAddon",
			"DeleteAddon",
		],
	},
	"eks.NodeGroup": {
		label: "EKS node group",
		service: "eks",
		changedBy: ["CreateNodegroup", "UpdateNodegroupConfig", "UpdateNodegroupVersion", "DeleteNodegroup"],
	},
	"eks.FargateProfile": { label: "EKS Fargate profile", service: "eks", changedBy: ["CreateFargateProfile", "DeleteFargateProfile"] },
	"eks.IdentityProvider": {
		label: "EKS identity provider",
		service: "eks",
		changedBy: ["AssociateIdentityProviderConfig", "DisassociateIdentityProviderConfig"],
	},
	"eks.PodIdentity": {
		label: "EKS pod identity association",
		service: "eks",
		changedBy: ["CreatePodIdentityAssociation", "UpdatePodIdentityAssociation", "DeletePodIdentityAssociation"],
	},
	"kms.Key": {
		label: "KMS key",
		service: "kms",
		changedBy: [
			"CreateKey",
			"PutKeyPolicy",
			"DisableKey",
			"EnableKey",
			"ScheduleKeyDeletion",
			"CancelKeyDeletion",
			"EnableKeyRotation",
			"DisableKeyRotation",
			"CreateGrant",
			"RevokeGrant",
			"RetireGrant",
			"CreateAlias",
			"UpdateAlias",
			"DeleteAlias",
		],
	},
	"secretsmanager.Secret": {
		label: "Secrets Manager secret",
		service: "secretsmanager",
		changedBy: [
			"CreateSecret",
			"UpdateSecret",
			"PutSecretValue",
			"DeleteSecret",
			"RestoreSecret",
			"RotateSecret",
			"CancelRotateSecret",
			"PutResourcePolicy",
			"DeleteResourcePolicy",
			"UpdateSecretVersionStage",
		],
	},
	"logs.LogGroup": {
		label: "CloudWatch log group",
		service: "logs",
		changedBy: [
			"CreateLogGroup",
			"DeleteLogGroup",
			"PutRetentionPolicy",
			"DeleteRetentionPolicy",
			"AssociateKmsKey",
			"DisassociateKmsKey",
			"PutResourcePolicy",
			"DeleteResourcePolicy",
		],
	},
	"cloudwatch.Alarm": {
		label: "CloudWatch alarm",
		service: "cloudwatch",
		changedBy: ["PutMetricAlarm", "PutCompositeAlarm", "DeleteAlarms", "EnableAlarmActions", "DisableAlarmActions"],
	},
	"ec2.SecurityGroup": {
		label: "Security group",
		service: "ec2",
		changedBy: [
			"CreateSecurityGroup",
			"DeleteSecurityGroup",
			"AuthorizeSecurityGroupIngress",
			"RevokeSecurityGroupIngress",
			"AuthorizeSecurityGroupEgress",
			"RevokeSecurityGroupEgress",
			"ModifySecurityGroupRules",
			"ModifyManagedPrefixList",
		],
	},
	"ec2.Instance": {
		label: "EC2 instance",
		service: "ec2",
		changedBy: [
			"RunInstances",
			"TerminateInstances",
			"AssociateAddress",
			"DisassociateAddress",
			"ModifyNetworkInterfaceAttribute",
			"CreateRoute",
			"ReplaceRoute",
			"DeleteRoute",
			"AssociateRouteTable",
			"DisassociateRouteTable",
		],
	},
	"backup.Vault": {
		label: "AWS Backup vault",
		service: "backup",
		changedBy: [
			"CreateBackupVault",
			"DeleteBackupVault",
			"PutBackupVaultLockConfiguration",
			"DeleteBackupVaultLockConfiguration",
			"PutBackupVaultAccessPolicy",
		],
	},
	"backup.RecoveryPoint": {
		label: "AWS Backup recovery point",
		service: "backup",
		changedBy: ["StartBackupJob", "StartCopyJob", "DeleteRecoveryPoint"],
	},
	"iam.Principal": {
		label: "IAM principal",
		service: "iam",
		global: true,
		changedBy: [
			"CreateRole",
			"DeleteRole",
			"UpdateAssumeRolePolicy",
			"PutRolePolicy",
			"DeleteRolePolicy",
			"AttachRolePolicy",
			"DetachRolePolicy",
			"PutUserPolicy",
			"DeleteUserPolicy",
			"AttachUserPolicy",
			"DetachUserPolicy",
			"PutGroupPolicy",
			"DeleteGroupPolicy",
			"AttachGroupPolicy",
			"DetachGroupPolicy",
		],
	},
	"iam.Policy": {
		label: "IAM policy",
		service: "iam",
		global: true,
		changedBy: ["CreatePolicy", "CreatePolicyVersion", "SetDefaultPolicyVersion", "DeletePolicy"],
	},
	"aws.Region": {
		label: "Region settings",
		service: "account",
		changedBy: [
			"CreateTrail",
			"UpdateTrail",
			"StopLogging",
			"StartLogging",
			"DeleteTrail",
			"PutMetricFilter",
			"DeleteMetricFilter",
			"CreateDetector",
			"UpdateDetector",
			"DeleteDetector",
			"CreateBackupPlan",
			"DeleteBackupPlan",
		],
	},
	// Read from the database itself: CloudTrail knows nothing of what happens inside.
	"postgres.Server": { label: "PostgreSQL server", service: "postgres", source: "databases", changedBy: [] },
	"mysql.Server": { label: "MySQL server", service: "mysql", source: "databases", changedBy: [] },
	"database.Connection": { label: "Database connection", service: "connection", source: "databases", changedBy: [] },
	// Changes inside a cluster are in its audit log, not in CloudTrail.
	"kubernetes.Cluster": { label: "Kubernetes cluster", service: "kubernetes", source: "kubernetes", changedBy: [] },
	"kubernetes.Namespace": { label: "Kubernetes namespace", service: "kubernetes", source: "kubernetes", changedBy: [] },
	"kubernetes.Workload": { label: "Kubernetes workload", service: "kubernetes", source: "kubernetes", changedBy: [] },
	"kubernetes.ServiceAccount": { label: "Kubernetes service account", service: "kubernetes", source: "kubernetes", changedBy: [] },
	"kubernetes.Role": { label: "Kubernetes role", service: "kubernetes", source: "kubernetes", changedBy: [] },
	"kubernetes.Service": { label: "Kubernetes service", service: "kubernetes", source: "kubernetes", changedBy: [] },
	"kubernetes.DatabaseConfig": {
		label: "Database configuration in a ConfigMap",
		service: "kubernetes",
		source: "kubernetes",
		changedBy: [],
	},
	"kubernetes.OperatorDatabase": { label: "Database of an operator", service: "kubernetes", source: "kubernetes", changedBy: [] },
};

export const resourceKinds = Object.keys(kinds) as ResourceKind[];

/** The services that `--service` takes. */
export const services: readonly string[] = [...new Set(Object.values(kinds).map((kind) => kind.service))];

/** Where a kind is read from. */
export const sourceOf = (kind: ResourceKind): Source => kinds[kind].source ?? "aws";
