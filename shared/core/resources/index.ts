import * as z from "zod";
import { BackupVault, RecoveryPoint } from "./backup.ts";
import { DatabaseConnection } from "./connection.ts";
import { Ec2Instance, SecurityGroup } from "./ec2.ts";
import { EksCluster, EksFargateProfile, EksIdentityProvider, EksNodeGroup, EksPodIdentity } from "./eks.ts";
import { IamPolicy, IamPrincipal } from "./iam.ts";
import { KmsKey } from "./kms.ts";
import {
	KubernetesCluster,
	KubernetesDatabaseConfig,
	KubernetesNamespace,
	KubernetesOperatorDatabase,
	KubernetesRole,
	KubernetesService,
	KubernetesServiceAccount,
	KubernetesWorkload,
} from "./kubernetes.ts";
import { Alarm, LogGroup } from "./logs.ts";
import { MysqlServer } from "./mysql.ts";
import { PostgresServer } from "./postgres.ts";
import { DbCluster, DbInstance, DbParameterGroup, DbProxy, DbSnapshot, DbSubnetGroup, EventSubscription, GlobalCluster } from "./rds.ts";
import { Region } from "./region.ts";
import { Secret } from "./secrets.ts";

/** Everything that can be scanned, discriminated by `kind`. The schemas are the contract between collectors, saved inventories and rules. */
export const Resource = z.discriminatedUnion("kind", [
	DbInstance,
	DbCluster,
	DbSnapshot,
	DbProxy,
	GlobalCluster,
	EventSubscription,
	DbSubnetGroup,
	DbParameterGroup,
	EksCluster,
	EksNodeGroup,
	EksFargateProfile,
	EksIdentityProvider,
	EksPodIdentity,
	KmsKey,
	Secret,
	LogGroup,
	Alarm,
	SecurityGroup,
	Ec2Instance,
	BackupVault,
	RecoveryPoint,
	IamPrincipal,
	IamPolicy,
	Region,
	PostgresServer,
	MysqlServer,
	DatabaseConnection,
	KubernetesCluster,
	KubernetesDatabaseConfig,
	KubernetesNamespace,
	KubernetesOperatorDatabase,
	KubernetesRole,
	KubernetesService,
	KubernetesServiceAccount,
	KubernetesWorkload,
]);
export type Resource = z.infer<typeof Resource>;
export type { BackupVault, RecoveryPoint } from "./backup.ts";
export type { DatabaseConnection } from "./connection.ts";
export type { Ec2Instance, SecurityGroup } from "./ec2.ts";
export type { EksCluster, EksFargateProfile, EksIdentityProvider, EksNodeGroup, EksPodIdentity } from "./eks.ts";
export type { IamPolicy, IamPrincipal } from "./iam.ts";
export type { KmsKey } from "./kms.ts";
export type {
	KubernetesCluster,
	KubernetesDatabaseConfig,
	KubernetesNamespace,
	KubernetesOperatorDatabase,
	KubernetesRole,
	KubernetesService,
	KubernetesServiceAccount,
	KubernetesWorkload,
} from "./kubernetes.ts";
export type { Alarm, LogGroup } from "./logs.ts";
export type { MysqlServer } from "./mysql.ts";
export type { PostgresServer } from "./postgres.ts";
export type {
	DbCluster,
	DbInstance,
	DbParameterGroup,
	DbProxy,
	DbSnapshot,
	DbSubnetGroup,
	EventSubscription,
	GlobalCluster,
} from "./rds.ts";
export type { Region } from "./region.ts";
export type { Secret } from "./secrets.ts";
