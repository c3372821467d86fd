import type { Estate, EstateCluster, EstateList } from "../../core/estate/types.ts";
import type { CollectionError } from "../../core/inventory.ts";
import { kinds, type ResourceKind, type Source, sourceOf } from "../../core/kinds.ts";
import { explainUnread } from "../../core/observed.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { Snapshot } from "../../core/snapshot.ts";

/** A list of the report that may lack records, and why: an empty list without a gap means that there are none. */
export interface Gap {
	readonly list: string;
	readonly reason: string;
}

interface Origin {
	readonly path: string;
	/** Where its records come from; each is missed. */
	readonly kinds: readonly ResourceKind[];
}

const sources: Readonly<Record<EstateList, Origin>> = {
	clusters: { path: "clusters", kinds: ["eks.Cluster"] },
	connections: { path: "database_connections", kinds: ["database.Connection"] },
	atRest: {
		path: "encryption_status.at_rest",
		kinds: ["rds.DbInstance", "rds.DbCluster", "rds.Snapshot", "secretsmanager.Secret", "eks.Cluster"],
	},
	inTransit: { path: "encryption_status.in_transit", kinds: ["rds.DbInstance", "rds.DbCluster", "rds.DbProxy"] },
	keys: { path: "encryption_status.keys", kinds: ["kms.Key"] },
	certificates: { path: "encryption_status.certificates", kinds: ["rds.DbInstance"] },
	identities: { path: "access_controls.identities", kinds: ["iam.Principal", "eks.Cluster"] },
	grants: { path: "access_controls.grants", kinds: ["iam.Principal", "kms.Key", "postgres.Server", "kubernetes.Namespace"] },
	privilegedRoles: { path: "access_controls.privileged_roles", kinds: ["postgres.Server"] },
	serviceAccounts: { path: "access_controls.service_accounts", kinds: ["kubernetes.ServiceAccount"] },
};

/** What a failed listing of a kind takes from a list, beside `sources`. */
const alike: Partial<Record<ResourceKind, readonly EstateList[]>> = {
	"mysql.Server": ["connections", "inTransit", "grants", "privilegedRoles"],
	"postgres.Server": ["connections", "inTransit", "grants", "privilegedRoles"],
	"eks.PodIdentity": ["serviceAccounts"],
	"kubernetes.Cluster": ["clusters", "connections", "serviceAccounts"],
	"kubernetes.OperatorDatabase": ["inTransit", "atRest"],
	"kubernetes.Workload": ["connections", "atRest", "serviceAccounts"],
};

const notRead: Readonly<Record<Source, (labels: readonly string[]) => string>> = {
	databases: () => "No database was read from within: name databases with --database.",
	kubernetes: () => "No cluster was read through its own API: name clusters with --cluster or --kubeconfig.",
	aws: (labels) => `Not part of this scan, because AWS was not read or filters left it out: ${labels.join(", ")}.`,
};

/** The gaps of the estate's lists, or of a cluster's. */
export function gapsOf(snapshot: Snapshot, estate: Estate, cluster?: EstateCluster): Gap[] {
	const asked = new Set<string>(snapshot.rules.flatMap(({ resource, kinds: several }) => several ?? [resource]));
	for (const [kind, count] of Object.entries(snapshot.summary.resourcesByKind)) if (count > 0) asked.add(kind);
	const found = new Map<string, Gap>();
	const add = (list: EstateList, reason: string) => {
		const { path } = sources[list];
		found.set(`${path}\n${reason}`, { list: path, reason });
	};
	for (const [list, origin] of Object.entries(sources) as [EstateList, Origin][]) {
		const missing = origin.kinds.filter((kind) => !asked.has(kind));
		for (const [source, group] of Map.groupBy(missing, sourceOf)) add(list, notRead[source](group.map((kind) => kinds[kind].label)));
	}
	const errors = snapshot.collectionErrors.filter(({ scope }) => !cluster || isNear(scope, cluster));
	for (const [text, group] of Map.groupBy(errors, explainUnread)) {
		const [first] = group;
		const where = group.length === 1 && first ? scopeKey(first.scope) : `${group.length} scopes`;
		for (const list of new Set(group.flatMap(listsOf))) add(list, `${where}: ${text}`);
	}
	if (cluster && !cluster.kubernetes) {
		const reason = `The API of ${cluster.name} was not read, so that the databases that its services use are not known: scan it with --cluster ${cluster.name}.`;
		for (const list of ["keys", "certificates", "privilegedRoles"] as const) add(list, reason);
	}
	const { namespaces } = snapshot.scope;
	if (namespaces && (!cluster || cluster.kubernetes))
		for (const list of ["connections", "atRest", "inTransit", "grants", "serviceAccounts"] as const)
			add(list, `Only these namespaces of clusters were read: ${namespaces.join(", ")}.`);
	for (const reason of filtersOf(snapshot))
		for (const list of ["policy_violations", "unknown"]) found.set(`${list}\n${reason}`, { list, reason });
	for (const { list, reason, clusters } of estate.gaps) if (!cluster || clusters?.includes(cluster.key)) add(list, reason);
	return [...found.values()].filter(({ list }) => !cluster || list !== sources.clusters.path);
}

/** What left rules out: what they would have found is in no list. */
function filtersOf({ scope: { services, rules, frameworks, severity } }: Snapshot): string[] {
	return [
		...(services ? [`Only rules about these services ran: ${services.join(", ")}.`] : []),
		...(rules
			? [`Only these rules ran: ${rules.slice(0, 20).join(", ")}${rules.length > 20 ? ` and ${rules.length - 20} more` : ""}.`]
			: []),
		...(frameworks ? [`Only rules that serve these frameworks ran: ${frameworks.join(", ")}.`] : []),
		...(severity ? [`Only rules of severity ${severity} and worse ran.`] : []),
	];
}

/** Failures in the cluster itself, in its account, and outside AWS. */
const isNear = (scope: Scope, { key, account }: EstateCluster): boolean =>
	scope.cluster !== undefined ? scopeKey(scope) === key : scope.account === account || scope.account === "-" || account === "-";

const listsOf = ({ kinds: incomplete }: CollectionError): EstateList[] =>
	incomplete.flatMap((kind) => [
		...(Object.keys(sources) as EstateList[]).filter((list) => sources[list].kinds.includes(kind)),
		...(alike[kind] ?? []),
	]);
