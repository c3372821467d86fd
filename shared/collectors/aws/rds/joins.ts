import type { DBSubnetGroup } from "@aws-sdk/client-rds";
import { incomplete } from "../../../aws/caller.ts";
import { type Observed, unread } from "../../../core/observed.ts";
import type { DbCluster, DbInstance } from "../../../core/resources/index.ts";
import type { KeyFacts } from "../../../core/resources/schema.ts";
import type { BackupFacts } from "../../ports.ts";
import { subnetsOf } from "./around.ts";
import type { ClusterDraft } from "./clusters.ts";
import type { EngineFacts } from "./engines.ts";
import type { ExposureOf } from "./exposure.ts";
import type { InstanceDraft } from "./instances.ts";
import type { RdsListings } from "./listings.ts";

/** What instances and clusters are joined with. */
export interface Joins {
	readonly engines: EngineFacts;
	readonly keys: ReadonlyMap<string, Observed<KeyFacts>>;
	readonly exposure: ExposureOf;
	readonly backup: BackupFacts | undefined;
	readonly maintenance: (arn: string) => DbInstance["pendingMaintenance"];
	readonly authority: (identifier: string | undefined) => DbInstance["authority"];
	readonly utilization: (name: string) => DbInstance["utilization"];
	readonly cluster: (id: string) => Observed<ClusterDraft>;
	readonly subnetGroup: ReadonlyMap<string | undefined, DBSubnetGroup>;
	readonly listings: RdsListings;
}

/** A fact that an answer of RDS lacks. */
export const malformed = (operation: string, field: string) => unread(incomplete("rds", operation, field));

/** The utilization of a scan that was told not to ask. */
export const notAsked: DbInstance["utilization"] = unread({
	service: "cloudwatch",
	operation: "GetMetricData",
	cause: "skipped",
	message: "The scan was told not to ask CloudWatch for utilization.",
});

/** The key of an id, when there is an id. */
export const keyOf = (keyId: string | undefined, { keys }: Pick<Joins, "keys">) => (keyId === undefined ? undefined : keys.get(keyId));

export function joinInstance(
	{ resource, inputs }: InstanceDraft,
	parameters: DbInstance["parameters"],
	options: DbInstance["options"],
	joins: Joins,
): DbInstance {
	const { arn, name, engine, engineVersion, tags, vpcId } = resource;
	const cluster = resource.clusterId === undefined ? undefined : joins.cluster(resource.clusterId);
	return {
		...resource,
		kmsKey: keyOf(inputs.kmsKeyId, joins),
		masterSecretKey: keyOf(inputs.secretKeyId, joins),
		performanceInsightsKey: keyOf(inputs.insightsKeyId, joins),
		parameterGroups: [...inputs.parameterGroups, ...groupOfCluster(name, cluster)],
		parameters,
		release: joins.engines.release(engine, engineVersion),
		lifecycle: joins.engines.lifecycle(engine, engineVersion),
		pendingMaintenance: joins.maintenance(arn),
		backup: joins.backup?.coverage(arn, tags) ?? malformed("DescribeDBInstances", "backup facts"),
		network: joins.exposure(inputs.securityGroups, inputs.subnetIds, vpcId),
		authority: joins.authority(inputs.authority),
		options,
		utilization: joins.utilization(name),
	};
}

/** The cluster's group among the groups of its member, with the member's own apply status. */
function groupOfCluster(name: string, cluster: Observed<ClusterDraft> | undefined): DbInstance["parameterGroups"] {
	if (cluster === undefined || "unread" in cluster) return [];
	const { inputs, resource } = cluster.value;
	if (inputs.parameterGroup === undefined) return [];
	const status = resource.members.find(({ id }) => id === name)?.parameterGroupStatus ?? "unknown";
	return [{ name: inputs.parameterGroup, status, level: "cluster" }];
}

export function joinCluster(
	{ resource, inputs }: ClusterDraft,
	parameters: DbCluster["parameters"],
	members: DbCluster["members"],
	joins: Joins,
): DbCluster {
	const { arn, engine, engineVersion, tags, sort, subnetGroup } = resource;
	const subnets = joins.subnetGroup.get(subnetGroup);
	const { failure } = joins.listings.subnetGroups;
	return {
		...resource,
		kmsKey: keyOf(inputs.kmsKeyId, joins),
		masterSecretKey: keyOf(inputs.secretKeyId, joins),
		performanceInsightsKey: keyOf(inputs.insightsKeyId, joins),
		parameters,
		members,
		release: joins.engines.release(engine, engineVersion),
		lifecycle: joins.engines.lifecycle(engine, engineVersion),
		pendingMaintenance: joins.maintenance(arn),
		backup: joins.backup?.coverage(arn, tags, sort === "aurora" ? "Aurora" : "RDS") ?? malformed("DescribeDBClusters", "backup facts"),
		network: subnets
			? joins.exposure(inputs.securityGroups, subnetsOf(subnets), subnets.VpcId)
			: failure
				? unread(failure)
				: malformed("DescribeDBSubnetGroups", `the subnet group ${subnetGroup ?? ""}`),
	};
}
