import type { ResourceKind, ResourceOf } from "../kinds.ts";
import type { Resource } from "../resources/index.ts";
import { scopeKey } from "../scope.ts";
import { notes } from "./notes.ts";
import type { EstateCluster } from "./types.ts";

/** The resources of a kind. */
export type OfKind = <K extends ResourceKind>(kind: K) => readonly ResourceOf<K>[];

/** Sorts the resources by kind, once. */
export function byKind(resources: readonly Resource[]): OfKind {
	const groups = Map.groupBy(resources, ({ kind }) => kind);
	return <K extends ResourceKind>(kind: K) => (groups.get(kind) ?? []) as unknown as readonly ResourceOf<K>[];
}

/** What concerns which clusters. */
export interface Membership {
	readonly clusters: readonly EstateCluster[];
	/** Keys of the clusters with a name: normally one. Connections know their cluster by name only. */
	named(name: string): readonly string[];
	/** Says that something concerns clusters. */
	add(arn: string, keys: Iterable<string>): void;
	/** The keys for a record; nothing when there are none. */
	of(arn: string | undefined): { readonly clusters?: readonly string[] };
}

interface Place {
	readonly partition: string;
	readonly account: string;
	readonly region: string;
	readonly cluster: string;
}

/** Key of the cluster that an object says it is in. */
export const clusterKey = ({ partition, account, region, cluster }: Place): string => scopeKey({ partition, account, region, cluster });

/** The clusters of an inventory, with the databases, keys and identities that each has to do with. */
export function membershipOf(of: OfKind): Membership {
	const clusters = clustersOf(of);
	const byName = Map.groupBy(clusters, ({ name }) => name);
	const members = new Map<string, Set<string>>();
	const membership: Membership = {
		clusters,
		named: (name) => (byName.get(name) ?? []).map(({ key }) => key),
		add(arn, keys) {
			const known = members.get(arn) ?? members.set(arn, new Set()).get(arn);
			for (const key of keys) known?.add(key);
		},
		of(arn) {
			const keys = arn === undefined ? undefined : members.get(arn);
			return keys && keys.size > 0 ? { clusters: [...keys].sort() } : {};
		},
	};
	for (const { key, eks } of clusters) if (eks !== undefined) membership.add(eks, [key]);
	connectedDatabases(of, membership);
	databasesInPods(of, membership);
	configuredDatabases(of, membership);
	wholeClusters(of, membership);
	return membership;
}

function clustersOf(of: OfKind): EstateCluster[] {
	const found = new Map<string, EstateCluster>();
	for (const { partition, account, region, name, arn, version } of of("eks.Cluster")) {
		const note = notes();
		const key = clusterKey({ partition, account, region, cluster: name });
		found.set(key, {
			key,
			name,
			partition,
			account,
			region,
			kubernetes: false,
			eks: arn,
			version: note.reported("version", version, "version"),
			...note.end(),
		});
	}
	for (const cluster of of("kubernetes.Cluster")) {
		const { partition, account, region, name, eksCluster, version } = cluster;
		const key = clusterKey(cluster);
		const note = notes();
		const eks = found.get(key)?.eks ?? eksCluster;
		found.set(key, {
			key,
			name,
			partition,
			account,
			region,
			kubernetes: true,
			...(eks === undefined ? {} : { eks }),
			version: note.take("version", version),
			...note.end(),
		});
	}
	return [...found.values()].sort((a, b) => order(a.name, b.name) || order(a.key, b.key));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A database concerns the clusters whose pods and nodes have sessions on it. */
function connectedDatabases(of: OfKind, { named, add }: Membership): void {
	for (const { arn, server, hostedBy, client } of of("database.Connection")) {
		if (client.cluster === undefined) continue;
		const keys = named(client.cluster);
		for (const one of [arn, server, hostedBy, client.iamRole, client.arn]) if (one !== undefined) add(one, keys);
	}
}

/** And the cluster that it runs in. */
function databasesInPods(of: OfKind, { named, add }: Membership): void {
	for (const { arn, hostedBy } of [...of("postgres.Server"), ...of("mysql.Server")]) {
		const cluster = hostedBy === undefined ? undefined : /^kubernetes:\/\/([^/]+)\//.exec(hostedBy)?.[1];
		if (cluster !== undefined) add(arn, named(cluster));
	}
	for (const workload of of("kubernetes.Workload")) if (workload.database) add(workload.arn, [clusterKey(workload)]);
	for (const database of of("kubernetes.OperatorDatabase")) add(database.arn, [clusterKey(database)]);
}

/** And those whose service accounts' pods are told to use it, whether or not they have a session just now. */
function configuredDatabases(of: OfKind, { add }: Membership): void {
	const hosts = new Map<string, string>();
	for (const { arn, endpointAddresses } of [...of("rds.DbInstance"), ...of("rds.DbCluster")])
		for (const host of endpointAddresses ?? []) hosts.set(host.toLowerCase(), arn);
	for (const server of [...of("postgres.Server"), ...of("mysql.Server")]) {
		const host = server.connection.host.toLowerCase();
		if (!hosts.has(host)) hosts.set(host, server.arn);
	}
	for (const account of of("kubernetes.ServiceAccount")) {
		if (!account.databaseHosts || "unread" in account.databaseHosts) continue;
		for (const host of account.databaseHosts.value) {
			const arn = host === null ? undefined : hosts.get(host.toLowerCase());
			if (arn !== undefined) add(arn, [clusterKey(account)]);
		}
	}
}

/** A DB cluster and its members are one database, and so is a server read from within with what hosts it. */
function wholeClusters(of: OfKind, { of: keysOf, add }: Membership): void {
	const keys = (arn: string) => keysOf(arn).clusters ?? [];
	for (const { arn, hostedBy } of [...of("postgres.Server"), ...of("mysql.Server")]) {
		if (hostedBy === undefined) continue;
		add(hostedBy, keys(arn));
		add(arn, keys(hostedBy));
	}
	const clusters = new Map(of("rds.DbCluster").map((cluster) => [placeOf(cluster, cluster.name), cluster.arn]));
	const members = of("rds.DbInstance").flatMap((instance) => {
		const cluster = instance.clusterId === undefined ? undefined : clusters.get(placeOf(instance, instance.clusterId));
		return cluster === undefined ? [] : [[instance.arn, cluster] as const];
	});
	for (const [member, cluster] of members) add(cluster, keys(member));
	for (const [member, cluster] of members) add(member, keys(cluster));
}

const placeOf = ({ account, region }: { account: string; region: string }, name: string): string => `${account}\n${region}\n${name}`;
