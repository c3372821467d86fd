import type { Membership, OfKind } from "./clusters.ts";
import type { EstateGap } from "./types.ts";

/** Names that a reason gives. */
const mostNames = 10;

/**
 * Databases that the scan knows and did not read from within, while it read others: nobody knows their sessions, roles and grants, and an
 * empty list must not look as if there were none. Where none was read at all, the report says so itself.
 */
export function unreadDatabases(of: OfKind, membership: Membership): EstateGap[] {
	const servers = [...of("postgres.Server"), ...of("mysql.Server")];
	if (servers.length === 0) return [];
	const read = new Set<string | undefined>([...servers, ...of("database.Connection")].map(({ hostedBy }) => hostedBy));
	const hosts = new Set(servers.map(({ connection }) => connection.host.toLowerCase()));
	const isRead = ({ arn, endpointAddresses }: { readonly arn: string; readonly endpointAddresses?: readonly string[] | undefined }) =>
		read.has(arn) || endpointAddresses?.some((host) => hosts.has(host.toLowerCase()));
	const clusters = of("rds.DbCluster");
	const readClusters = new Set(clusters.filter(isRead).map(({ arn }) => arn));
	const clusterOf = new Map(clusters.map((cluster) => [placeOf(cluster, cluster.name), cluster.arn]));
	const members = of("rds.DbInstance").filter((instance) => instance.clusterId !== undefined);
	for (const member of members) {
		const cluster = clusterOf.get(placeOf(member, member.clusterId ?? ""));
		if (cluster !== undefined && isRead(member)) readClusters.add(cluster);
	}
	const unread = [
		...clusters.filter(({ arn }) => !readClusters.has(arn)),
		...of("rds.DbInstance").filter((instance) => instance.clusterId === undefined && !isRead(instance)),
		...of("kubernetes.Workload")
			.filter((workload) => workload.database && !read.has(workload.arn))
			.map(({ arn, namespace, name }) => ({ arn, name: `${namespace}/${name}` })),
	];
	const byClusters = Map.groupBy(unread, ({ arn }) => (membership.of(arn).clusters ?? []).join("\n"));
	return [...byClusters].flatMap(([keys, group]) => {
		const names = group.map(({ name }) => name).sort();
		const shown = names.slice(0, mostNames).join(", ") + (names.length > mostNames ? ` and ${names.length - mostNames} more` : "");
		const reason = `Not read from within, so that their sessions, roles and grants are not known: ${shown}. Name databases with --database.`;
		return (["connections", "grants", "privilegedRoles"] as const).map((list) => ({
			list,
			reason,
			...(keys === "" ? {} : { clusters: keys.split("\n") }),
		}));
	});
}

const placeOf = ({ account, region }: { readonly account: string; readonly region: string }, name: string): string =>
	`${account}\n${region}\n${name}`;
