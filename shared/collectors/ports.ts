import type { CollectionError } from "../core/inventory.ts";
import type { Observed, Unread } from "../core/observed.ts";
import type { RoleFacts } from "../core/resources/iam.ts";
import type { Resource } from "../core/resources/index.ts";
import type { Exposure } from "../core/resources/network.ts";
import type { BackupCoverage } from "../core/resources/rds.ts";
import type { KeyFacts, Tags } from "../core/resources/schema.ts";
import type { Scope } from "../core/scope.ts";

/** What a collector gives back. Resources that were read before a failure are kept; the failure stands beside them. */
export interface Collected {
	readonly resources: readonly Resource[];
	readonly errors: readonly CollectionError[];
}

/** A whole listing: everything that was read, and why it ended early when it did. */
export interface Listing<T> {
	readonly items: readonly T[];
	readonly failure?: Unread;
}

/** How something with security groups in subnets can be reached; unread when groups, subnets, routes or prefix lists were not. */
export interface NetworkFacts {
	exposure(securityGroupIds: readonly string[], subnetIds: readonly string[], vpcId: string | undefined): Observed<Exposure>;
}

/** Keys by id, ARN or alias; one DescribeKey a key, remembered. */
export interface KeyDirectory {
	facts(keyId: string): Promise<Observed<KeyFacts>>;
}

/** Which plans of AWS Backup select a resource: by ARN, wildcard, NotResources, tag or condition. */
export interface BackupFacts {
	coverage(resourceArn: string, tags: Observed<Tags>): Observed<BackupCoverage>;
}

/** Roles of the account, from one GetAccountAuthorizationDetails; a role that is not in it does not exist. */
export interface RoleDirectory {
	role(roleArn: string): Observed<RoleFacts>;
	/** ARNs of the account's IAM OIDC providers. */
	readonly oidcProviders: Observed<readonly string[]>;
}

/** What collectors of a region share. Each is fetched once, when first asked for. */
export interface RegionFacts {
	readonly scope: Scope;
	network(): Promise<NetworkFacts>;
	readonly keys: KeyDirectory;
	backup(): Promise<BackupFacts>;
	roles(): Promise<RoleDirectory>;
}
