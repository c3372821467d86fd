/**
 * The facts of an estate that an auditor asks for and that findings do not hold. In every record a field is null only when it is not known,
 * and `reasons` says why; a field that is absent does not apply. Lists are sorted, so that the same input gives the same text.
 */
export interface Estate {
	readonly clusters: readonly EstateCluster[];
	readonly connections: readonly EstateConnection[];
	readonly atRest: readonly EncryptionAtRest[];
	readonly inTransit: readonly EncryptionInTransit[];
	readonly keys: readonly EncryptionKey[];
	readonly certificates: readonly Certificate[];
	readonly identities: readonly Identity[];
	readonly grants: readonly AccessGrant[];
	readonly privilegedRoles: readonly PrivilegedRole[];
	readonly serviceAccounts: readonly ServiceAccount[];
	/** What is missing from the lists because a source could not be read. */
	readonly gaps: readonly EstateGap[];
}

/** The lists of an estate, as `EstateGap.list` names them. */
export type EstateList = Exclude<keyof Estate, "gaps">;

/** Why fields are null, by their names. */
export type Reasons = Readonly<Record<string, string>>;

/** What all records have: the keys of the clusters that they concern (none: absent), and the reasons for what is null. */
export interface EstateRecord {
	readonly clusters?: readonly string[];
	readonly reasons?: Reasons;
}

/** A cluster, as EKS, its own API or both show it. */
export interface EstateCluster {
	/** `scopeKey` of the cluster: what the other lists name it by. */
	readonly key: string;
	readonly name: string;
	readonly partition: string;
	readonly account: string;
	readonly region: string;
	/** Was it read through its own API? Without it nobody knows its services. */
	readonly kubernetes: boolean;
	/** Arn of the EKS cluster, when the scan found it. */
	readonly eks?: string;
	readonly version: string | null;
	readonly reasons?: Reasons;
}

/** A `database.Connection`, without what only rules need. */
export interface EstateConnection extends EstateRecord {
	readonly arn: string;
	readonly service: string;
	readonly namespace?: string;
	/** pod, node, lambda, ec2, proxy, eni, local, unknown. */
	readonly client: string;
	/** What limits the knowledge of the client. */
	readonly clientReason?: string;
	readonly workload?: string;
	readonly serviceAccount?: string;
	readonly iamRole?: string;
	readonly addresses: readonly string[];
	readonly server: string;
	readonly serverName: string;
	readonly hostedBy?: string;
	readonly engine: string;
	readonly database?: string;
	readonly user?: string;
	readonly applications: readonly string[];
	readonly sessions: number;
	readonly tlsEnabled: boolean | null;
	readonly tlsVersion?: string;
	readonly tlsCipher?: string;
	/** The mode of the client's own configuration: verify-full, require, … */
	readonly clientTlsMode?: string;
	readonly authMethod: string | null;
	readonly authBasis?: string;
	/** What makes the database role privileged. */
	readonly privileged: readonly string[] | null;
	/** read, write, define. */
	readonly allowed?: readonly string[];
	readonly oldestSession: string | null;
	readonly openSince?: string;
	readonly firstSeen: string;
	readonly lastSeen: string;
	readonly sharedWith: readonly string[];
	readonly purpose: string;
	readonly production: boolean | null;
}

/** Data at rest: one database, secret or cluster, or all snapshots of one database. */
export interface EncryptionAtRest extends EstateRecord {
	readonly type: "rds-instance" | "rds-cluster" | "rds-snapshots" | "secret" | "eks-secrets" | "kubernetes-database";
	/** Arn; of snapshots, what they were taken of. */
	readonly resource: string;
	readonly name: string;
	readonly encrypted: boolean | null;
	/** Arn of the KMS key; absent where none encrypts, or AWS owns it. */
	readonly key?: string | null;
	/** Of snapshots: how many there are, and how many are not encrypted or not known to be. */
	readonly snapshots?: { readonly total: number; readonly unencrypted: number; readonly unknown: number };
}

/** Whether a database takes plaintext connections. */
export interface EncryptionInTransit extends EstateRecord {
	readonly type: "rds-instance" | "rds-cluster" | "rds-proxy" | "postgres-server" | "mysql-server" | "operator-database";
	readonly resource: string;
	readonly name: string;
	readonly engine?: string;
	/** Does it refuse connections without TLS, by its own settings? */
	readonly tlsRequired: boolean | null;
	/** The oldest version that it takes, as the server spells it: TLSv1.2. */
	readonly minimumTlsVersion?: string | null;
	/** Does it take IAM authentication? */
	readonly iamAuthentication?: boolean | null;
	/** Sessions that the scan saw from other hosts. */
	readonly sessions?: { readonly tls: number; readonly plaintext: number; readonly unknown: number };
}

/** A KMS key of the account, or one that encrypts something of it. */
export interface EncryptionKey extends EstateRecord {
	readonly arn: string;
	readonly name: string;
	readonly manager: "aws" | "customer";
	readonly owner: string;
	/** KMS KeyState, `Deleted`, or `Foreign`. */
	readonly state: string;
	/** Absent for keys that KMS does not rotate: asymmetric ones, imported material. */
	readonly rotation?: "enabled" | "disabled" | null;
	readonly rotationDays?: number;
	readonly deletionDate?: string;
	/** Records of `atRest` that it encrypts. */
	readonly encrypts: number;
}

/** A server's TLS certificate, or the authority that signed some. */
export interface Certificate extends EstateRecord {
	readonly type: "server" | "authority";
	/** Arn of the server; the identifier of an authority. */
	readonly resource: string;
	readonly name: string;
	readonly region: string;
	/** Identifier of the authority that signed it. */
	readonly authority?: string;
	readonly validTill: string | null;
	readonly expired: boolean | null;
	/** Whole days from the scan; negative when it has expired. */
	readonly daysLeft: number | null;
	/** Of an authority: servers with a certificate from it. */
	readonly servers?: number;
}

/** Somebody whom AWS or a cluster lets in to a database or to a cluster. */
export interface Identity extends EstateRecord {
	readonly type: "iam-user" | "iam-group" | "iam-role" | "eks-access-entry" | "aws-auth";
	/** Arn of the principal, or how the cluster names it. */
	readonly id: string;
	readonly name: string;
	/** All databases, or the whole cluster. */
	readonly administrator: boolean | null;
	/** IAM: when the role was last used. */
	readonly lastUsed?: string;
	/** Groups of the cluster. */
	readonly groups?: readonly string[];
}

/** What somebody may do, and what lets them. */
export interface AccessGrant extends EstateRecord {
	readonly type: "rds-db-connect" | "eks-access-policy" | "kubernetes-secrets" | "database" | "kms";
	/** Arn, `ServiceAccount orders/api`, or the name of a database role; PUBLIC is everybody. */
	readonly identity: string;
	/** Arn of the cluster, server or key; namespace of a cluster; pattern of database resource ids. */
	readonly on: string;
	readonly permissions: readonly string[];
	/** The policy, role or binding that gives it. */
	readonly through?: string;
	/** It hangs on conditions. */
	readonly conditional?: boolean;
}

/** A role inside a database that stands above grants, with everybody who can use it. */
export interface PrivilegedRole extends EstateRecord {
	readonly server: string;
	readonly serverName: string;
	readonly role: string;
	/** SUPERUSER, CREATEROLE, …; the role's own name for a predefined one. */
	readonly privileges: readonly string[];
	readonly login: boolean;
	/** Members, of members too, at most 50. */
	readonly members: readonly string[] | null;
	readonly memberCount: number | null;
}

/** A service account that has an IAM role, or whose pods use a database or may do so. */
export interface ServiceAccount extends EstateRecord {
	/** `kubernetes://…`, or arn of the pod identity association when only AWS was read. */
	readonly arn: string;
	readonly namespace: string;
	readonly name: string;
	/** Arn of the IAM role; absent when there is none. */
	readonly iamRole?: string | null;
	readonly iamRoleBy?: "annotation" | "pod-identity";
	readonly iamRoleExists?: boolean | null;
	readonly usesDatabase: boolean | null;
	readonly workloads: number | null;
	/** Roles of the cluster that are bound to it. */
	readonly roles: number | null;
}

/** A list that may lack records, and why. */
export interface EstateGap {
	readonly list: EstateList;
	readonly reason: string;
	readonly clusters?: readonly string[];
}
