import type { ResourceKind } from "../kinds.ts";
import { inOrder } from "./estate.ts";
import type { Estate, EstateCluster, EstateList, EstateRecord } from "./types.ts";

/** The kinds that records of a type tell of; what is not here comes from Kubernetes or from inside databases, and stays with the whole scan. */
const atRest: Readonly<Record<string, ResourceKind>> = {
	"rds-instance": "rds.DbInstance",
	"rds-cluster": "rds.DbCluster",
	"rds-snapshots": "rds.Snapshot",
	secret: "secretsmanager.Secret",
	"eks-secrets": "eks.Cluster",
};
const inTransit: Readonly<Record<string, ResourceKind>> = {
	"rds-instance": "rds.DbInstance",
	"rds-cluster": "rds.DbCluster",
	"rds-proxy": "rds.DbProxy",
};
const identities: Readonly<Record<string, ResourceKind>> = {
	"iam-user": "iam.Principal",
	"iam-group": "iam.Principal",
	"iam-role": "iam.Principal",
	"eks-access-entry": "eks.Cluster",
};
const grants: Readonly<Record<string, ResourceKind>> = {
	"rds-db-connect": "iam.Principal",
	"eks-access-policy": "eks.Cluster",
	kms: "kms.Key",
};

/**
 * The estate of a whole scan with the records of the kinds that another one read later (`fromOther`). What only the whole scan sees stays: sessions,
 * the clusters that a record concerns, how many resources a key encrypts. Pure.
 */
export function composeEstate(base: Estate, other: Estate | undefined, fromOther: (kind: ResourceKind) => boolean): Estate {
	if (!other) return base;
	const merge = <L extends EstateList>(
		list: L,
		kindOf: (record: Estate[L][number]) => ResourceKind | undefined,
		idOf: (record: Estate[L][number]) => readonly (string | undefined)[],
		keep: (record: Estate[L][number]) => object = () => ({}),
	): Estate[L][number][] => {
		const replaced = (record: Estate[L][number]) => {
			const kind = kindOf(record);
			return kind !== undefined && fromOther(kind);
		};
		const [ours, theirs] = [base[list], other[list]] as [readonly Estate[L][number][], readonly Estate[L][number][]];
		const before = new Map(ours.map((record) => [idOf(record).join("\n"), record]));
		return [
			...ours.filter((record) => !replaced(record)),
			...theirs.filter(replaced).map((record) => {
				const known = before.get(idOf(record).join("\n"));
				return known ? { ...record, ...clustersIn(known), ...keep(known) } : record;
			}),
		];
	};
	return inOrder({
		...base,
		clusters: clustersOf(base, other, fromOther("eks.Cluster")),
		atRest: merge("atRest", ofType(atRest), ({ type, resource }) => [type, resource]),
		inTransit: merge(
			"inTransit",
			ofType(inTransit),
			({ type, resource }) => [type, resource],
			({ sessions }) => (sessions ? { sessions } : {}),
		),
		keys: keysOf(base, other, fromOther("kms.Key")),
		certificates: merge(
			"certificates",
			() => "rds.DbInstance",
			({ type, resource, region }) => [type, resource, region],
		),
		identities: merge("identities", ofType(identities), ({ type, id, clusters }) => [
			type,
			id,
			...(type === "eks-access-entry" ? (clusters ?? []) : []),
		]),
		grants: merge("grants", ofType(grants), ({ type, identity, on, through, permissions }) => [
			type,
			identity,
			on,
			through,
			...permissions,
		]),
	});
}

const ofType =
	(kinds: Readonly<Record<string, ResourceKind>>) =>
	({ type }: { readonly type: string }): ResourceKind | undefined =>
		kinds[type];

const clustersIn = ({ clusters }: EstateRecord) => (clusters ? { clusters } : {});

/** Keys that were read again, and keys that something encrypted meanwhile. */
function keysOf(base: Estate, other: Estate, read: boolean): Estate["keys"] {
	const before = new Map(base.keys.map((key) => [key.arn, key]));
	const after = new Map(other.keys.map((key) => [key.arn, key]));
	return [
		// A key of the account that is no longer listed is gone.
		...base.keys.filter((key) => !read || (!after.has(key.arn) && !isOwn(key))),
		...other.keys
			.filter(({ arn }) => read || !before.has(arn))
			.map((key) => {
				const known = before.get(key.arn);
				return known ? { ...key, encrypts: known.encrypts, ...clustersIn(known) } : key;
			}),
	];
}

/** Was the key itself read, rather than only named by what it encrypts? */
const isOwn = ({ manager, arn, owner }: Estate["keys"][number]): boolean => manager === "customer" && arn.split(":")[4] === owner;

/** EKS clusters that were listed again; what the API of one said is what the whole scan knows. */
function clustersOf(base: Estate, other: Estate, read: boolean): EstateCluster[] {
	if (!read) return [...base.clusters];
	const after = new Map(other.clusters.map((cluster) => [cluster.key, cluster]));
	const known = new Set(base.clusters.map(({ key }) => key));
	return [
		...base.clusters.flatMap((cluster) => {
			const again = after.get(cluster.key);
			if (again) return [cluster.kubernetes ? cluster : again];
			return cluster.eks === undefined || cluster.kubernetes ? [cluster] : [];
		}),
		...other.clusters.filter(({ key }) => !known.has(key)),
	].sort((a, b) => (a.name < b.name || (a.name === b.name && a.key < b.key) ? -1 : 1));
}
