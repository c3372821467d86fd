import { connectGrants } from "../granted.ts";
import { explainUnread, Unobserved } from "../observed.ts";
import type { IamPrincipal } from "../resources/index.ts";
import { matchesWildcard } from "../wildcard.ts";
import { clusterKey, type Membership, type OfKind } from "./clusters.ts";
import { given } from "./connections.ts";
import { notes } from "./notes.ts";
import type { AccessGrant, EstateGap, Identity } from "./types.ts";

/** Who is let in, and by what. */
export interface Access {
	readonly identities: readonly Identity[];
	readonly grants: readonly AccessGrant[];
	readonly gaps: readonly EstateGap[];
}

/** IAM principals that may log in to databases by IAM authentication. */
export function databaseIdentities(of: OfKind, membership: Membership): Access {
	const databases = [...of("rds.DbInstance"), ...of("rds.DbCluster")].flatMap(({ resourceId, account, region, arn }) =>
		resourceId === undefined ? [] : [{ resourceId, account, region, clusters: membership.of(arn).clusters ?? [] }],
	);
	const inClusters = databases.filter(({ clusters }) => clusters.length > 0);
	const known = new Map<string, readonly string[]>();
	/** Clusters that use a database which the patterns match; many grants have the same ones. */
	const reached = (account: string, region: string, database: string): readonly string[] => {
		const key = JSON.stringify([account, region, database]);
		const before = known.get(key);
		if (before) return before;
		const found = inClusters
			.filter((one) => one.account === account && matchesWildcard(region, one.region) && matchesWildcard(database, one.resourceId))
			.flatMap(({ clusters }) => clusters);
		const clusters = [...new Set(found)].sort();
		known.set(key, clusters);
		return clusters;
	};
	const identities: Identity[] = [];
	const grants: AccessGrant[] = [];
	for (const principal of of("iam.Principal")) {
		if (principal.managedByAws) continue;
		const { arn, name, account, lastUsed } = principal;
		const found = grantsOf(principal);
		if (typeof found !== "string" && found.length === 0) continue;
		const keys = new Set(membership.of(arn).clusters);
		const note = notes();
		if (typeof found === "string") note.miss("administrator", found);
		else {
			for (const { region, database, user, policy, administrator, statement } of found) {
				const clusters = reached(account, region, database);
				for (const key of clusters) keys.add(key);
				grants.push({
					type: "rds-db-connect",
					identity: arn,
					on: `${database} in ${region}`,
					permissions: [administrator ? "connect as any user, as administrators may" : `connect as ${user}`],
					through: policy,
					...(statement.conditions.length > 0 ? { conditional: true } : {}),
					...(clusters.length > 0 ? { clusters } : {}),
				});
			}
		}
		identities.push({
			type: `iam-${principal.type}`,
			id: arn,
			name,
			administrator: typeof found === "string" ? null : found.some(({ administrator }) => administrator),
			...given({ lastUsed }),
			...(keys.size > 0 ? { clusters: [...keys].sort() } : {}),
			...note.end(),
		});
	}
	return { identities, grants, gaps: [] };
}

/** The grants, or why they are not known. */
function grantsOf(principal: IamPrincipal): ReturnType<typeof connectGrants> | string {
	try {
		return connectGrants(principal);
	} catch (error) {
		if (error instanceof Unobserved) return error.message;
		throw error;
	}
}

const administratorPolicies = /\/(?:AmazonEKSClusterAdminPolicy|AmazonEKSAdminPolicy)$/;

/** Whom EKS lets in to clusters, by access entries and by the ConfigMap aws-auth. Nodes' own entries are left out. */
export function clusterIdentities(of: OfKind): Access {
	const identities: Identity[] = [];
	const grants: AccessGrant[] = [];
	const gaps: EstateGap[] = [];
	for (const cluster of of("eks.Cluster")) {
		const clusters = [clusterKey({ ...cluster, cluster: cluster.name })];
		if ("unread" in cluster.accessEntries) {
			const reason = `${cluster.name}: ${explainUnread(cluster.accessEntries.unread)}`;
			gaps.push({ list: "identities", reason, clusters }, { list: "grants", reason, clusters });
			continue;
		}
		for (const entry of cluster.accessEntries.value.filter(({ type }) => type === "STANDARD")) {
			const note = notes();
			const policies = note.take("administrator", entry.policies);
			const masters = entry.groups.includes("system:masters");
			identities.push({
				type: "eks-access-entry",
				id: entry.principalArn,
				name: entry.username ?? entry.principalArn,
				administrator:
					masters ||
					(policies?.some(({ policyArn, scopeType }) => scopeType === "cluster" && administratorPolicies.test(policyArn)) ?? null),
				groups: entry.groups,
				clusters,
				...note.end(),
			});
			for (const { policyArn, scopeType, namespaces } of policies ?? [])
				grants.push({
					type: "eks-access-policy",
					identity: entry.principalArn,
					on: scopeType === "cluster" ? cluster.arn : `${cluster.arn}: ${namespaces.join(", ")}`,
					permissions: [policyArn.split("/").at(-1) ?? policyArn],
					through: "access entry",
					clusters,
				});
		}
	}
	for (const cluster of of("kubernetes.Cluster")) {
		const clusters = [clusterKey(cluster)];
		if ("unread" in cluster.awsAuth) {
			gaps.push({ list: "identities", reason: `${cluster.name}: ${explainUnread(cluster.awsAuth.unread)}`, clusters });
			continue;
		}
		for (const master of cluster.awsAuth.value?.masters ?? [])
			identities.push({ type: "aws-auth", id: master, name: master, administrator: true, groups: ["system:masters"], clusters });
		const { roles = 0, users = 0, masters = [] } = cluster.awsAuth.value ?? {};
		if (roles + users > masters.length)
			gaps.push({
				list: "identities",
				reason: `${cluster.name}: kube-system/aws-auth maps ${roles} roles and ${users} users; only those in system:masters are listed.`,
				clusters,
			});
	}
	return { identities, grants, gaps };
}
