import { type DBInstance, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import type { ApiCall, Decision, JsonObject, Reading, RepairTarget } from "../action.ts";
import { refused } from "../decisions.ts";
import { identifierOf, notReported, rdsCall } from "./decide.ts";
import { isAurora, isCustom, isOtherProduct } from "./engines.ts";
import { held } from "./status.ts";

/** An instance as DescribeDBInstances tells it. */
export interface InstanceState {
	readonly db: DBInstance;
}

/** One call, of this instance only. */
export async function readInstance(target: RepairTarget, aws: AwsCaller): Promise<Reading<InstanceState>> {
	const answer = await aws.call("rds", new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifierOf(target.arn) }));
	if ("unread" in answer) {
		if (answer.unread.cause === "notFound") return { gone: `There is no DB instance ${target.name}.` };
		return answer;
	}
	const db = answer.value.DBInstances?.find((one) => one.DBInstanceArn === target.arn);
	return db ? { state: { db } } : { unread: incomplete("rds", "DescribeDBInstances", target.arn) };
}

/** Which instances, besides those that stand alone, take a change themselves. */
export interface Takers {
	readonly auroraMembers?: boolean;
	readonly replicas?: boolean;
	readonly custom?: boolean;
}

/** Why the change does not belong to this instance; undefined when it does. */
function misplaced(db: DBInstance, takers: Takers): Decision | undefined {
	const name = db.DBInstanceIdentifier ?? "The instance";
	const { Engine: engine, DBClusterIdentifier: cluster } = db;
	if (engine === undefined) return notReported(name, "Engine");
	if (isOtherProduct(engine)) return refused("unsupported", `${name} runs ${engine}, which is another product.`);
	if (cluster && !isAurora(engine))
		return refused("wrongPlace", `${name} is a member of the Multi-AZ DB cluster ${cluster}: RDS takes changes on the cluster only.`);
	if (cluster && !takers.auroraMembers)
		return refused("wrongPlace", `${name} is a member of the Aurora cluster ${cluster}, which decides this for its members.`);
	if (isCustom(engine)) {
		if (!takers.custom) return refused("unsupported", `${name} is RDS Custom (${engine}), where RDS does not offer this.`);
		if (db.AutomationMode === "all-paused") return refused("unsupported", `The automation of ${name} (RDS Custom) is paused.`);
	}
	const source = replicaOf(db);
	if (source && !takers.replicas)
		return refused("wrongPlace", `${name} is a read replica of ${source}, which decides this for its replicas.`);
	return undefined;
}

/** Where the data of a read replica come from; undefined when the instance is none. */
const replicaOf = (db: DBInstance): string | undefined =>
	db.ReadReplicaSourceDBInstanceIdentifier || db.ReadReplicaSourceDBClusterIdentifier || undefined;

/** Why the instance takes no change now, or never; undefined when it does. */
export const changeable = (db: DBInstance, takers: Takers): Decision | undefined =>
	misplaced(db, takers) ?? held(db.DBInstanceIdentifier ?? "The instance", db.DBInstanceStatus);

export const modifyInstance = (target: RepairTarget, parameters: JsonObject, does: string): ApiCall =>
	rdsCall("ModifyDBInstance", { DBInstanceIdentifier: identifierOf(target.arn), ...parameters }, does);

/** Calls by which an instance comes to be with a setting, and the events that tell of it. */
export const instanceTriggers: readonly string[] = [
	"rds:CreateDBInstance",
	"rds:CreateDBInstanceReadReplica",
	"rds:ModifyDBInstance",
	"rds:PromoteReadReplica",
	"rds:RestoreDBInstanceFromDBSnapshot",
	"rds:RestoreDBInstanceFromS3",
	"rds:RestoreDBInstanceToPointInTime",
	"RDS-EVENT-0005",
	"RDS-EVENT-0043",
];

/** How a setting is written in the code that owns the instance. */
export const instanceHints = (db: DBInstance, terraform: string, cloudformation: string, sst: string) => ({
	terraform: `${db.DBClusterIdentifier ? "aws_rds_cluster_instance" : "aws_db_instance"}: ${terraform}`,
	cloudformation: `AWS::RDS::DBInstance: ${cloudformation}`,
	sst: `transform: { instance: { ${sst} } }`,
});
