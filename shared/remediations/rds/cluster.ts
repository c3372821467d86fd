import { type DBCluster, DescribeDBClustersCommand } from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import type { ApiCall, Decision, JsonObject, Reading, RepairTarget } from "../action.ts";
import { refused } from "../decisions.ts";
import { identifierOf, notReported, rdsCall } from "./decide.ts";
import { isAurora, isOtherProduct } from "./engines.ts";
import { held } from "./status.ts";

/** A cluster as DescribeDBClusters tells it. */
export interface ClusterState {
	readonly db: DBCluster;
}

/** One call, of this cluster only. */
export async function readCluster(target: RepairTarget, aws: AwsCaller): Promise<Reading<ClusterState>> {
	const answer = await aws.call("rds", new DescribeDBClustersCommand({ DBClusterIdentifier: identifierOf(target.arn) }));
	if ("unread" in answer) {
		if (answer.unread.cause === "notFound") return { gone: `There is no DB cluster ${target.name}.` };
		return answer;
	}
	const db = answer.value.DBClusters?.find((one) => one.DBClusterArn === target.arn);
	return db ? { state: { db } } : { unread: incomplete("rds", "DescribeDBClusters", target.arn) };
}

type ClusterSort = "aurora" | "multi-az" | "serverless-v1" | "limitless";

/** What sort of cluster it is; Serverless v2 is an Aurora cluster like any other. */
export function sortOf(db: DBCluster): ClusterSort {
	if (!isAurora(db.Engine ?? "")) return "multi-az";
	if (db.EngineMode === "serverless") return "serverless-v1";
	return db.ClusterScalabilityType === "limitless" ? "limitless" : "aurora";
}

/** Why a cluster of each sort does not take the change; a sort that is not named takes it. */
export type Exceptions = Readonly<Partial<Record<ClusterSort, (name: string) => Decision>>>;

export const notOnServerlessV1 = (name: string): Decision =>
	refused("unsupported", `${name} is Aurora Serverless v1, which does not offer this.`);
export const notOnMultiAz = (name: string): Decision =>
	refused("unsupported", `${name} is a Multi-AZ DB cluster, which does not offer this.`);
export const onMembers = (name: string): Decision =>
	refused("wrongPlace", `${name} is an Aurora cluster: this is set on each of its instances.`);
export const onShardGroup = (name: string): Decision =>
	refused("unsupported", `${name} is an Aurora Limitless Database, whose DB shard group has no such setting to change.`);

/** Why the cluster takes no change now, or never; undefined when it does. */
export function changeableCluster(db: DBCluster, exceptions: Exceptions): Decision | undefined {
	const name = db.DBClusterIdentifier ?? "The cluster";
	if (db.Engine === undefined) return notReported(name, "Engine");
	if (isOtherProduct(db.Engine)) return refused("unsupported", `${name} runs ${db.Engine}, which is another product.`);
	return exceptions[sortOf(db)]?.(name) ?? held(name, db.Status);
}

export const modifyCluster = (target: RepairTarget, parameters: JsonObject, does: string): ApiCall =>
	rdsCall("ModifyDBCluster", { DBClusterIdentifier: identifierOf(target.arn), ...parameters }, does);

/** Calls by which a cluster comes to be with a setting, and the event that tells of it. */
export const clusterTriggers: readonly string[] = [
	"rds:CreateDBCluster",
	"rds:ModifyDBCluster",
	"rds:PromoteReadReplicaDBCluster",
	"rds:RestoreDBClusterFromS3",
	"rds:RestoreDBClusterFromSnapshot",
	"rds:RestoreDBClusterToPointInTime",
	"RDS-EVENT-0170",
];

/** How a setting is written in the code that owns the cluster. */
export const clusterHints = (terraform: string, cloudformation: string, sst: string) => ({
	terraform: `aws_rds_cluster: ${terraform}`,
	cloudformation: `AWS::RDS::DBCluster: ${cloudformation}`,
	sst: `transform: { cluster: { ${sst} } }`,
});
