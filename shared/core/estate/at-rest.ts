import type { Observed } from "../observed.ts";
import type { DbCluster, DbInstance, DbSnapshot } from "../resources/index.ts";
import type { KeyFacts } from "../resources/schema.ts";
import type { Membership, OfKind } from "./clusters.ts";
import { type Notes, notes } from "./notes.ts";
import type { EncryptionAtRest } from "./types.ts";

/** What encrypts a record of `atRest`, so that keys that were not read themselves are known too. */
export type KeySeen = (facts: KeyFacts, clusters: readonly string[]) => void;

/** Data at rest: databases, their snapshots, the secrets that open them, and the secrets of clusters. `seen` is told of every key. */
export function encryptionAtRest(of: OfKind, membership: Membership, seen: KeySeen): EncryptionAtRest[] {
	const record = (
		type: EncryptionAtRest["type"],
		{ arn, name }: { readonly arn: string; readonly name: string },
		facts: (note: Notes) => Pick<EncryptionAtRest, "encrypted"> & { readonly kmsKey?: Observed<KeyFacts> | undefined },
	): EncryptionAtRest => {
		const note = notes();
		const { encrypted, kmsKey } = facts(note);
		const clusters = membership.of(arn);
		const key = kmsKey && note.take("key", kmsKey);
		if (key) seen(key, clusters.clusters ?? []);
		return { type, resource: arn, name, encrypted, ...(key === undefined ? {} : { key: key?.arn ?? null }), ...clusters, ...note.end() };
	};
	const server = (resource: DbInstance | DbCluster) =>
		record(resource.kind === "rds.DbInstance" ? "rds-instance" : "rds-cluster", resource, (note) => ({
			encrypted: note.reported("encrypted", resource.storageEncrypted, "StorageEncrypted"),
			kmsKey: resource.kmsKey,
		}));
	const secrets = of("secretsmanager.Secret");
	for (const { arn, database } of secrets) if (database !== undefined) membership.add(arn, membership.of(database).clusters ?? []);
	return [
		...of("rds.DbCluster").map(server),
		...outsideClusters(of).map(server),
		...snapshots(of, membership, seen),
		// Secrets Manager encrypts every secret, with its own key when none is named.
		...secrets.map((secret) => record("secret", secret, () => ({ encrypted: true, kmsKey: secret.kmsKey }))),
		...of("eks.Cluster").map((cluster) =>
			record("eks-secrets", cluster, (note) => ({
				encrypted: cluster.encryptedResources.includes("secrets") || byDefault(cluster.version, note),
				kmsKey: cluster.encryptedResources.includes("secrets") ? cluster.encryptionKey : undefined,
			})),
		),
		...podDatabases(of, membership),
	];
}

/** Instances that are no member of a DB cluster which was read: the storage of members is the cluster's. */
export function outsideClusters(of: OfKind): DbInstance[] {
	const clusters = new Set(of("rds.DbCluster").map(({ account, region, name }) => `${account}\n${region}\n${name}`));
	return of("rds.DbInstance").filter(({ account, region, clusterId }) => !clusters.has(`${account}\n${region}\n${clusterId}`));
}

/** From Kubernetes 1.28 on EKS encrypts secrets with a key that AWS owns when no other is named. */
function byDefault(version: string | undefined, note: Notes): boolean | null {
	const minor = /^1\.(\d+)/.exec(version ?? "")?.[1];
	return minor === undefined ? note.miss("encrypted", "AWS did not report version.") : Number(minor) >= 28;
}

/** One record for all snapshots of a database, which there may be many of; findings have each. */
function snapshots(of: OfKind, membership: Membership, seen: KeySeen): EncryptionAtRest[] {
	const servers = new Map(
		[...of("rds.DbCluster"), ...of("rds.DbInstance")].map((resource) => [
			`${resource.kind === "rds.DbCluster" ? "cluster" : "instance"} ${resource.account} ${resource.region} ${resource.name}`,
			resource.arn,
		]),
	);
	const groups = Map.groupBy(of("rds.Snapshot"), ({ of: sort, account, region, sourceId }) => `${sort} ${account} ${region} ${sourceId}`);
	return [...groups].map(([source, group]): EncryptionAtRest => {
		const [first] = group as [DbSnapshot, ...DbSnapshot[]];
		const { partition, account, region, sourceId } = first;
		const note = notes();
		const unencrypted = group.filter(({ encrypted }) => encrypted === false).length;
		const unknown = group.filter(({ encrypted }) => encrypted === undefined).length;
		const arn =
			servers.get(source) ?? `arn:${partition}:rds:${region}:${account}:${first.of === "cluster" ? "cluster" : "db"}:${sourceId ?? "-"}`;
		const clusters = membership.of(arn);
		for (const { kmsKey } of group) if (kmsKey && "value" in kmsKey) seen(kmsKey.value, clusters.clusters ?? []);
		return {
			type: "rds-snapshots",
			resource: arn,
			name: `${group.length} ${group.length === 1 ? "snapshot" : "snapshots"} of ${sourceId ?? "an unknown source"}`,
			encrypted: unencrypted > 0 ? false : unknown > 0 ? note.miss("encrypted", "AWS did not report Encrypted of some.") : true,
			snapshots: { total: group.length, unencrypted, unknown },
			...clusters,
			...note.end(),
		};
	});
}

/** What runs in pods keeps its data on volumes, which are not read. */
const podDatabases = (of: OfKind, membership: Membership): EncryptionAtRest[] =>
	[...of("kubernetes.Workload").filter(({ database }) => database !== undefined), ...of("kubernetes.OperatorDatabase")].map(
		({ arn, name, namespace }) => {
			const note = notes();
			return {
				type: "kubernetes-database",
				resource: arn,
				name: `${namespace}/${name}`,
				encrypted: note.miss("encrypted", "Parapet does not read the volumes of pods, nor the storage behind them."),
				...membership.of(arn),
				...note.end(),
			};
		},
	);
