import { kinds, type ResourceKind } from "../core/kinds.ts";
import { withJoined } from "./joined-kinds.ts";

const servers: readonly ResourceKind[] = ["rds.DbInstance", "rds.DbCluster"];

/** What the joins of a kind look at beside it, where that is more than a scan of the kind alone would read. */
const beside = (kind: ResourceKind): readonly ResourceKind[] => {
	// What a key encrypts is anything of these.
	if (kind === "kms.Key") return [...servers, "rds.Snapshot", "secretsmanager.Secret", "backup.Vault", "eks.Cluster", "logs.LogGroup"];
	// The estate has a DB cluster and its members as one, and names snapshots by their databases.
	return kinds[kind].service === "rds" ? servers : [];
};

/** The kinds that have to be read for a kind to be judged as a whole scan judges it; the kind itself is among them. */
export const neededFor = (kind: ResourceKind): ReadonlySet<ResourceKind> => withJoined([kind, ...beside(kind)]);

/** Is something on its way to another state, so that AWS will show more of a change later? RDS and EKS say so: modifying, UPDATING. */
export const inTransit = (status: string | undefined): boolean => status !== undefined && /(?:^|-)[a-z]+ing(?:-|$)/i.test(status);
