import { kinds, type ResourceKind } from "../core/kinds.ts";

/** Is the kind listed once an account? */
export const isGlobal = (kind: ResourceKind): boolean => kinds[kind].global === true;

/** What the joins of a kind look at beside it. */
const joined: Partial<Record<ResourceKind, readonly ResourceKind[]>> = {
	"aws.Region": ["rds.DbInstance", "rds.DbCluster", "rds.EventSubscription", "eks.Cluster"],
	"iam.Principal": ["rds.DbInstance", "rds.DbCluster"],
	"secretsmanager.Secret": ["rds.DbInstance", "rds.DbCluster"],
};

/** The wanted kinds with those that their joins need. */
export const withJoined = (wanted: Iterable<ResourceKind>): Set<ResourceKind> =>
	new Set([...wanted].flatMap((kind) => [kind, ...(joined[kind] ?? [])]));
