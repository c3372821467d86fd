import { type Cluster, DescribeClusterCommand } from "@aws-sdk/client-eks";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import type { Decision, Reading, RepairTarget } from "../action.ts";
import { busy, refused, unreadable } from "../decisions.ts";

/** What every repair of a cluster looks at. */
export interface ClusterState {
	readonly name: string;
	readonly status: string;
	/** Its control plane runs on an Outpost. */
	readonly local: boolean;
}

/** The name in the ARN of a cluster. */
export const clusterName = (target: RepairTarget): string => target.arn.split(":cluster/")[1] ?? target.name;

/** A cluster of which `more` picks what else is wanted; undefined from it means that AWS left something out. */
export async function readCluster<More extends object>(
	target: RepairTarget,
	aws: AwsCaller,
	more: (cluster: Cluster) => More | undefined,
): Promise<Reading<ClusterState & More>> {
	const name = clusterName(target);
	const answer = await aws.call("eks", new DescribeClusterCommand({ name }));
	if ("unread" in answer) return unreadable(answer, `Cluster ${name}`);
	const { cluster } = answer.value;
	const picked = cluster && more(cluster);
	if (!picked || !cluster.status) return { unread: incomplete("eks", "DescribeCluster", "cluster, its status or its configuration") };
	return { state: { name, status: cluster.status, local: cluster.outpostConfig !== undefined, ...picked } };
}

const transient: ReadonlySet<string> = new Set(["CREATING", "UPDATING", "PENDING"]);

/** Why EKS takes no change of the cluster now; undefined when it does. One update at a time: the next waits. */
export function unchangeable({ name, status, local }: ClusterState): Decision | undefined {
	if (transient.has(status)) return busy(`${name} is ${status}.`);
	if (status !== "ACTIVE") return refused("unsupported", `${name} is ${status}: EKS takes no change then.`);
	return local ? refused("unsupported", `${name} is a local cluster on an Outpost, which is configured when it is made.`) : undefined;
}
