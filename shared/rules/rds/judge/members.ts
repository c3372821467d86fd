import type { DbInstance } from "../../../core/resources/index.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";

/** The verdict on a member of a cluster for what its cluster decides; undefined for a standalone instance. */
export const judgedOnCluster = (db: DbInstance): Verdict | undefined =>
	db.clusterId === undefined ? undefined : notApplicable(`${db.name} is a member of ${db.clusterId} and is judged on its cluster.`);

/** As `judgedOnCluster`, for settings that Aurora leaves to each member but a Multi-AZ DB cluster decides for all of its members. */
export const judgedOnMultiAzCluster = (db: DbInstance): Verdict | undefined =>
	db.clusterSort === "multi-az" ? judgedOnCluster(db) : undefined;
