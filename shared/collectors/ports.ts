import type { BackupVaultListMember } from "@aws-sdk/client-backup";
import type { KeyMetadata } from "@aws-sdk/client-kms";
import type { Listing } from "../aws/caller.ts";
import type { CollectionError } from "../core/inventory.ts";
import type { Observed } from "../core/observed.ts";
import type { RoleFacts } from "../core/resources/iam.ts";
import type { Alarm, Resource, SecurityGroup } from "../core/resources/index.ts";
import type { Exposure } from "../core/resources/network.ts";
import type { BackupCoverage } from "../core/resources/rds.ts";
import type { KeyFacts, Tags } from "../core/resources/schema.ts";
import type { Scope } from "../core/scope.ts";

export type { Listing } from "../aws/caller.ts";

/** What a collector gives back. Resources that were read before a failure are kept; the failure stands beside them. */
export interface Collected {
	readonly resources: readonly Resource[];
	readonly errors: readonly CollectionError[];
}

/** A security group before its network interfaces are known. */
export type SecurityGroupFacts = Omit<SecurityGroup, "interfaces">;

/** How something with security groups in subnets can be reached; unread when groups, subnets, routes or prefix lists were not. */
export interface NetworkFacts {
	exposure(securityGroupIds: readonly string[], subnetIds: readonly string[], vpcId: string | undefined): Observed<Exposure>;
	/** All security groups of the region, prefix lists resolved. */
	readonly securityGroups: Listing<SecurityGroupFacts>;
}

/** Keys by id, ARN or alias; one DescribeKey a key, remembered. */
export interface KeyDirectory {
	facts(keyId: string): Promise<Observed<KeyFacts>>;
	/** The whole DescribeKey answer. */
	describe(keyId: string): Promise<Observed<KeyMetadata>>;
}

/** Resource types as AWS Backup names those of RDS; Multi-AZ DB clusters are `RDS`. */
export type BackupResourceType = "RDS" | "Aurora";

/** Which plans of AWS Backup select a resource: by ARN, wildcard, NotResources, tag or condition, and the service opt-in of the region. */
export interface BackupFacts {
	/** `type` is taken from the ARN when left out: a cluster counts as Aurora. */
	coverage(resourceArn: string, tags: Observed<Tags>, type?: BackupResourceType): Observed<BackupCoverage>;
	readonly vaults: Listing<BackupVaultListMember>;
	/** How many plans and report plans there are. */
	readonly plans: Observed<number>;
	readonly reportPlans: Observed<number>;
}

/** Roles of the account, from one GetAccountAuthorizationDetails; a role that is not in it does not exist. */
export interface RoleDirectory {
	role(roleArn: string): Observed<RoleFacts>;
	/** ARNs of the account's IAM OIDC providers. */
	readonly oidcProviders: Observed<readonly string[]>;
	/** The principals and policies that rules look at, from the same answer. */
	readonly grants: Collected;
}

/** What collectors of a region share. Each is fetched once, when first asked for. */
export interface RegionFacts {
	readonly scope: Scope;
	network(): Promise<NetworkFacts>;
	readonly keys: KeyDirectory;
	backup(): Promise<BackupFacts>;
	roles(): Promise<RoleDirectory>;
	/** Metric and composite alarms, for their own rules and for metric filters. */
	alarms(): Promise<Listing<Alarm>>;
}
