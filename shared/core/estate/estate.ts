import type { Inventory } from "../inventory.ts";
import { explainUnread } from "../observed.ts";
import { encryptionAtRest } from "./at-rest.ts";
import { certificates } from "./certificates.ts";
import { byKind, clusterKey, membershipOf, type OfKind } from "./clusters.ts";
import { ambiguousClusters, estateConnections } from "./connections.ts";
import { otherGrants } from "./grants.ts";
import { clusterIdentities, databaseIdentities } from "./identities.ts";
import { encryptionInTransit } from "./in-transit.ts";
import { encryptionKeys, keyUses } from "./keys.ts";
import { privilegedRoles } from "./privileged-roles.ts";
import { serviceAccounts } from "./service-accounts.ts";
import type { AccessGrant, Estate, EstateGap } from "./types.ts";
import { unreadDatabases } from "./unread-databases.ts";

/** The facts of an inventory for an auditor, at `now` (milliseconds since the epoch). Pure; grows linearly with the inventory. */
export function estateOf({ resources }: Pick<Inventory, "resources">, now: number): Estate {
	const of = byKind(resources);
	const membership = membershipOf(of);
	const keys = keyUses();
	const atRest = encryptionAtRest(of, membership, (facts, clusters) => keys.see(facts, clusters));
	for (const [arn, { clusters }] of keys.uses) membership.add(arn, clusters);
	const accounts = serviceAccounts(of, membership);
	const databases = databaseIdentities(of, membership);
	const clusters = clusterIdentities(of);
	const other = otherGrants(of, membership);
	const roles = privilegedRoles(of, membership);
	return inOrder({
		clusters: membership.clusters,
		connections: estateConnections(of, membership),
		atRest,
		inTransit: encryptionInTransit(of, membership),
		keys: encryptionKeys(of, keys.uses),
		certificates: certificates(of, membership, now),
		identities: [...databases.identities, ...clusters.identities],
		grants: [...databases.grants, ...clusters.grants, ...other.grants],
		privilegedRoles: roles.roles,
		serviceAccounts: accounts,
		gaps: [
			...databases.gaps,
			...clusters.gaps,
			...other.gaps,
			...roles.gaps,
			...clusterGaps(of, membership),
			...unreadDatabases(of, membership),
		],
	});
}

/** The estate with its lists sorted; clusters and connections come in their order already. */
export const inOrder = (estate: Estate): Estate => ({
	clusters: estate.clusters,
	connections: estate.connections,
	atRest: sorted(estate.atRest, ({ type, name, resource }) => [type, name, resource]),
	inTransit: sorted(estate.inTransit, ({ type, name, resource }) => [type, name, resource]),
	keys: sorted(estate.keys, ({ manager, name, arn }) => [manager, name, arn]),
	certificates: sorted(estate.certificates, ({ type, name, resource, region }) => [type, name, region, resource]),
	identities: sorted(estate.identities, ({ type, name, id }) => [type, name, id]),
	grants: sorted(estate.grants, grantOrder),
	privilegedRoles: sorted(estate.privilegedRoles, ({ serverName, role }) => [serverName, role]),
	serviceAccounts: sorted(estate.serviceAccounts, ({ namespace, name, arn }) => [namespace, name, arn]),
	gaps: sorted(estate.gaps, ({ list, reason }) => [list, reason]),
});

const grantOrder = ({ type, on, identity, through = "", permissions }: AccessGrant): readonly string[] => [
	type,
	on,
	identity,
	through,
	permissions.join(" "),
];

/** By texts in the order of their code units, which no locale changes. */
function sorted<T extends { readonly clusters?: readonly string[] }>(items: readonly T[], keyOf: (item: T) => readonly string[]): T[] {
	return items
		.map((item) => ({ item, key: [...keyOf(item), ...(item.clusters ?? [])].join("\u0000") }))
		.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
		.map(({ item }) => item);
}

function clusterGaps(of: OfKind, membership: ReturnType<typeof membershipOf>): EstateGap[] {
	const gaps: EstateGap[] = ambiguousClusters(of, membership).map((key) => ({
		list: "connections",
		reason: "Several clusters of this scan have the name: connections of their pods cannot be told apart, and stand with each of them.",
		clusters: [key],
	}));
	for (const { key, name, kubernetes } of membership.clusters) {
		if (kubernetes) continue;
		for (const list of ["connections", "atRest", "inTransit", "grants", "serviceAccounts"] as const)
			gaps.push({
				list,
				reason: `The API of ${name} was not read, so that its services, databases and bindings are not known: scan it with --cluster ${name}.`,
				clusters: [key],
			});
	}
	for (const server of [...of("postgres.Server"), ...of("mysql.Server")]) {
		if (!("unread" in server.sessions)) continue;
		const { clusters = [] } = membership.of(server.arn);
		const reason = `${server.name}: ${explainUnread(server.sessions.unread)}`;
		gaps.push({ list: "connections", reason, ...(clusters.length > 0 ? { clusters } : {}) });
	}
	const skipped = Map.groupBy(
		of("kubernetes.ServiceAccount").filter(({ roleArn, podIdentityRole }) => roleArn === undefined && "unread" in podIdentityRole),
		clusterKey,
	);
	for (const [key, [first]] of skipped)
		if (first && "unread" in first.podIdentityRole)
			gaps.push({ list: "serviceAccounts", reason: `Pod identities: ${explainUnread(first.podIdentityRole.unread)}`, clusters: [key] });
	return gaps;
}
