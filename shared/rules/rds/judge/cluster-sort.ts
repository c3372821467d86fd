import type { DbCluster } from "../../../core/resources/index.ts";
import { notApplicable, type Verdict } from "../../../core/verdict.ts";

/** Aurora Serverless v1: one hidden server that AWS runs, with few settings of its own. Serverless v2 is a provisioned cluster. */
export const isServerlessV1 = (cluster: DbCluster): boolean => cluster.engineMode === "serverless";

/** The verdict for settings that Aurora takes from the members of the cluster. */
export const onMembers = (cluster: DbCluster, setting: string): Verdict =>
	notApplicable(`${cluster.name} is an Aurora cluster: ${setting} is set and judged on its instances.`);

/** The verdict for what Aurora Serverless v1 does not offer. */
export const notOnServerlessV1 = (cluster: DbCluster, setting: string): Verdict =>
	notApplicable(`${cluster.name} is Aurora Serverless v1, which has no ${setting}.`);

/** The verdict for what only some engines offer. */
export const notOnEngine = (cluster: DbCluster, setting: string): Verdict =>
	notApplicable(`${cluster.name} runs ${cluster.engine}, which has no ${setting}.`);
