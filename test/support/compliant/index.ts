import type { ResourceKind, ResourceOf } from "../../../shared/core/kinds.ts";
import * as around from "./around.ts";
import { connection } from "./connection.ts";
import * as database from "./database.ts";
import * as eks from "./eks.ts";
import * as kubernetes from "./kubernetes.ts";
import * as rds from "./rds.ts";

const resources: { readonly [K in ResourceKind]: ResourceOf<K> } = {
	"rds.DbInstance": rds.dbInstance,
	"rds.DbCluster": rds.dbCluster,
	"rds.Snapshot": rds.dbSnapshot,
	"rds.DbProxy": rds.dbProxy,
	"rds.GlobalCluster": rds.globalCluster,
	"rds.EventSubscription": rds.eventSubscription,
	"rds.SubnetGroup": rds.subnetGroup,
	"rds.ParameterGroup": rds.parameterGroup,
	"eks.Cluster": eks.eksCluster,
	"eks.NodeGroup": eks.nodeGroup,
	"eks.FargateProfile": eks.fargateProfile,
	"eks.IdentityProvider": eks.identityProvider,
	"eks.PodIdentity": eks.podIdentity,
	"kms.Key": around.kmsKey,
	"secretsmanager.Secret": around.secret,
	"logs.LogGroup": around.logGroup,
	"cloudwatch.Alarm": around.alarm,
	"ec2.SecurityGroup": around.securityGroup,
	"ec2.Instance": around.ec2Instance,
	"backup.Vault": around.backupVault,
	"backup.RecoveryPoint": around.recoveryPoint,
	"iam.Principal": around.iamPrincipal,
	"iam.Policy": around.iamPolicy,
	"aws.Region": around.regionSettings,
	"postgres.Server": database.postgresServer,
	"mysql.Server": database.mysqlServer,
	"database.Connection": connection,
	"kubernetes.Cluster": kubernetes.kubernetesCluster,
	"kubernetes.Namespace": kubernetes.namespace,
	"kubernetes.Workload": kubernetes.workload,
	"kubernetes.ServiceAccount": kubernetes.serviceAccount,
	"kubernetes.Role": kubernetes.kubernetesRole,
	"kubernetes.Service": kubernetes.kubernetesService,
	"kubernetes.DatabaseConfig": kubernetes.databaseConfig,
	"kubernetes.OperatorDatabase": kubernetes.operatorDatabase,
};

/** A resource of the kind that passes every rule which applies to it. */
export const compliant = <K extends ResourceKind>(kind: K): ResourceOf<K> => resources[kind];
