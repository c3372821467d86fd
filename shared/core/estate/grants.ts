import { rightsOf } from "../connections/mysql.ts";
import { explainUnread } from "../observed.ts";
import type { MysqlServer, PostgresServer } from "../resources/index.ts";
import { clusterKey, type Membership, type OfKind } from "./clusters.ts";
import type { AccessGrant, EstateGap } from "./types.ts";

type Found = { readonly grants: readonly AccessGrant[]; readonly gaps: readonly EstateGap[] };

/** Grants of all kinds but those of IAM and EKS: inside databases, on Secrets of a cluster, and on keys. */
export function otherGrants(of: OfKind, membership: Membership): Found {
	const grants: AccessGrant[] = [];
	const gaps: EstateGap[] = [];
	for (const found of [
		...of("postgres.Server").map((server) => postgresGrants(server, membership)),
		...of("mysql.Server").map((server) => mysqlGrants(server, membership)),
		secretReaders(of),
		keyGrants(of, membership),
	]) {
		for (const grant of found.grants) grants.push(grant);
		for (const gap of found.gaps) gaps.push(gap);
	}
	return { grants, gaps };
}

const missing = (reason: string, where: { readonly clusters?: readonly string[] }): Found => ({
	grants: [],
	gaps: [{ list: "grants", reason, ...where }],
});

function postgresGrants({ grants, arn, name }: PostgresServer, membership: Membership): Found {
	const where = membership.of(arn);
	if ("unread" in grants) return missing(`${name}: ${explainUnread(grants.unread)}`, where);
	return {
		gaps: [],
		grants: grants.value.flatMap(({ role, read, write, define }): AccessGrant[] => {
			const permissions = [...(read ? ["read"] : []), ...(write ? ["write"] : []), ...(define ? ["define"] : [])];
			return permissions.length === 0 ? [] : [{ type: "database", identity: role ?? "PUBLIC", on: arn, permissions, ...where }];
		}),
	};
}

function mysqlGrants({ grants, tableGrants, arn, name }: MysqlServer, membership: Membership): Found {
	const where = membership.of(arn);
	for (const fact of [grants, tableGrants]) if ("unread" in fact) return missing(`${name}: ${explainUnread(fact.unread)}`, where);
	const all = [...("value" in grants ? grants.value : []), ...("value" in tableGrants ? tableGrants.value : [])];
	const byAccount = Map.groupBy(all, ({ user, host }) => `${user}@${host}`);
	return {
		gaps: [],
		grants: [...byAccount].flatMap(([identity, held]): AccessGrant[] => {
			const { allowed = [] } = rightsOf(held);
			return allowed.length === 0 ? [] : [{ type: "database", identity, on: arn, permissions: allowed, ...where }];
		}),
	};
}

/** Who may read Secrets in namespaces that hold a database or a service that uses one. */
function secretReaders(of: OfKind): Found {
	const grants: AccessGrant[] = [];
	const gaps: EstateGap[] = [];
	const connected = new Set(of("database.Connection").map(({ client }) => JSON.stringify([client.cluster, client.namespace])));
	for (const namespace of of("kubernetes.Namespace")) {
		const { name, cluster, databaseWorkloads, secretReaders: readers } = namespace;
		const clusters = [clusterKey(namespace)];
		const noDatabase = "value" in databaseWorkloads && databaseWorkloads.value.length === 0;
		if (noDatabase && !connected.has(JSON.stringify([cluster, name]))) continue;
		if ("unread" in readers) {
			gaps.push({ list: "grants", reason: `Namespace ${name}: ${explainUnread(readers.unread)}`, clusters });
			continue;
		}
		for (const { subject, role, verbs, clusterWide } of readers.value)
			grants.push({
				type: "kubernetes-secrets",
				identity: `${subject.kind} ${subject.namespace === undefined ? "" : `${subject.namespace}/`}${subject.name}`,
				on: `namespace ${name}${clusterWide ? ", as in every namespace" : ""}`,
				permissions: verbs,
				through: role,
				clusters,
			});
	}
	return { grants, gaps };
}

/** Grants on keys that encrypt something here, one record for each grantee: RDS makes several for every database. */
function keyGrants(of: OfKind, membership: Membership): Found {
	const grants: AccessGrant[] = [];
	const gaps: EstateGap[] = [];
	for (const key of of("kms.Key")) {
		const where = membership.of(key.arn);
		if ("unread" in key.grants) {
			gaps.push({ list: "grants", reason: `Key ${key.aliases[0] ?? key.keyId}: ${explainUnread(key.grants.unread)}`, ...where });
			continue;
		}
		for (const [grantee, group] of Map.groupBy(key.grants.value, (grant) => grant.grantee))
			grants.push({
				type: "kms",
				identity: grantee,
				on: key.arn,
				permissions: [...new Set(group.flatMap(({ operations }) => operations))].sort(),
				through: group.length === 1 ? "1 grant" : `${group.length} grants`,
				...(group.every(({ constrained }) => constrained) ? { conditional: true } : {}),
				...where,
			});
	}
	return { grants, gaps };
}
