import { type DBCluster, type DBInstance, DescribeDBClustersCommand, DescribeDBInstancesCommand } from "@aws-sdk/client-rds";
import type { AwsCaller } from "../../aws/caller.ts";
import { refusedBy } from "./failure.ts";

/** What a host is to RDS. */
export type Found =
	| { readonly instance: DBInstance }
	| { readonly cluster: DBCluster; readonly endpoint: "writer" | "reader" | "custom" }
	| { readonly proxy: string };

/** Lists what RDS has, all of it or one by name; rejects with an `AwsRefused`. */
export function rdsListing(caller: AwsCaller) {
	const instances = async (name?: string): Promise<readonly DBInstance[]> => {
		const { items, failure } = await caller.list(
			"rds",
			(token) =>
				new DescribeDBInstancesCommand({
					...(name === undefined ? {} : { Filters: [{ Name: "db-instance-id", Values: [name] }] }),
					...(token === undefined ? {} : { Marker: token }),
				}),
			(page) => page.DBInstances,
			(page) => page.Marker,
		);
		if (failure) throw refusedBy(failure);
		return items;
	};
	const clusters = async (name?: string): Promise<readonly DBCluster[]> => {
		const { items, failure } = await caller.list(
			"rds",
			(token) =>
				new DescribeDBClustersCommand({
					...(name === undefined ? {} : { Filters: [{ Name: "db-cluster-id", Values: [name] }] }),
					...(token === undefined ? {} : { Marker: token }),
				}),
			(page) => page.DBClusters,
			(page) => page.Marker,
		);
		if (failure) throw refusedBy(failure);
		return items;
	};
	return { instances, clusters };
}

const proxyHost = /^([a-z0-9-]+)\.(?:endpoint\.)?proxy-[a-z0-9]+\.[a-z0-9-]+\.rds\.amazonaws\.com(?:\.cn)?$/;
const clusterHost = /^([a-z0-9-]+)\.cluster-(?:ro-|custom-)?[a-z0-9]+\.[a-z0-9-]+\.rds\.amazonaws\.com(?:\.cn)?$/;
const anyHost = /^([a-z0-9-]+)\.[a-z0-9-]+\.([a-z0-9-]+)\.rds\.amazonaws\.com(?:\.cn)?$/;

/** The region that a host of RDS names. */
export const regionOfHost = (host: string): string | undefined =>
	/\.([a-z]{2}(?:-[a-z]+)+-\d+)\.rds\.amazonaws\.com(?:\.cn)?$/.exec(host)?.[1];

/** What RDS has under a host; undefined when it knows of nothing there. */
export async function findHost(caller: AwsCaller, host: string): Promise<Found | undefined> {
	const proxy = proxyHost.exec(host)?.[1];
	if (proxy !== undefined) return { proxy };
	const { instances, clusters } = rdsListing(caller);
	const [, cluster] = clusterHost.exec(host) ?? [];
	// A custom endpoint begins with a name of its own, so that every cluster is asked for it.
	if (cluster !== undefined) return clusterAt(await clusters(cluster), host) ?? clusterAt(await clusters(), host);
	const [, instance] = anyHost.exec(host) ?? [];
	if (instance !== undefined) return instanceAt(await instances(instance), host);
	// Endpoints of partitions whose names are not known here are found by what RDS says of them.
	return clusterAt(await clusters(), host) ?? instanceAt(await instances(), host);
}

function instanceAt(instances: readonly DBInstance[], host: string): Found | undefined {
	const instance = instances.find(({ Endpoint }) => Endpoint?.Address?.toLowerCase() === host);
	return instance && { instance };
}

function clusterAt(clusters: readonly DBCluster[], host: string): Found | undefined {
	const is = (address: string | undefined) => address?.toLowerCase() === host;
	for (const cluster of clusters) {
		if (is(cluster.Endpoint)) return { cluster, endpoint: "writer" };
		if (is(cluster.ReaderEndpoint)) return { cluster, endpoint: "reader" };
		if (cluster.CustomEndpoints?.some(is)) return { cluster, endpoint: "custom" };
	}
	return undefined;
}
