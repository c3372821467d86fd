import { DescribeClusterVersionsCommand, DescribeNodegroupCommand, ListInsightsCommand, ListNodegroupsCommand } from "@aws-sdk/client-eks";
import { type AwsCaller, incomplete } from "../../aws/caller.ts";
import { type Observed, seen, unread } from "../../core/observed.ts";
import { defineAction } from "../action.ts";
import { apiCall, compliant, planned, refused } from "../decisions.ts";
import { type ClusterState, clusterName, readCluster, unchangeable } from "./cluster-state.ts";

interface VersionState extends ClusterState {
	readonly version: string;
	/** Kubernetes version to STANDARD_SUPPORT, EXTENDED_SUPPORT or UNSUPPORTED. */
	readonly support: Readonly<Record<string, string>>;
	/** Managed node groups by version. */
	readonly nodeGroups: Readonly<Record<string, string>>;
	/** Names of the readiness checks of EKS that failed for the next version. */
	readonly blockers: readonly string[];
}

export const eksClusterVersion = defineAction<VersionState>({
	id: "eks-cluster-version",
	title: "Upgrade the control plane of an EKS cluster to a version in standard support",
	family: "eks",
	kinds: ["eks.Cluster"],
	rules: ["eks-cluster-version-standard-support", "eks-cluster-version-supported"],
	controls: ["EKS.2"],
	level: "approve",
	reads: ["eks:DescribeCluster", "eks:DescribeClusterVersions", "eks:ListNodegroups", "eks:DescribeNodegroup", "eks:ListInsights"],
	writes: ["eks:UpdateClusterVersion"],
	triggers: ["eks:CreateCluster"],
	guards: [
		"One minor version: a cluster that is further behind is refused, because nodes and add-ons have to follow each step.",
		"All managed node groups run the version of the cluster, and no readiness check of EKS fails for the next one; it is never forced.",
	],
	downtime: "The API server is replaced instance by instance; clients that do not retry see errors for seconds.",
	reversible: "Parapet takes no control plane back to an earlier version.",
	async read(target, aws) {
		const cluster = await readCluster(target, aws, ({ version }) => (version === undefined ? undefined : { version }));
		if (!("state" in cluster)) return cluster;
		const name = clusterName(target);
		const [support, nodeGroups, blockers] = await Promise.all([
			readSupport(aws),
			readNodeGroups(aws, name),
			readBlockers(aws, name, nextMinor(cluster.state.version)),
		]);
		if ("unread" in support) return support;
		if ("unread" in nodeGroups) return nodeGroups;
		if ("unread" in blockers) return blockers;
		return { state: { ...cluster.state, support: support.value, nodeGroups: nodeGroups.value, blockers: blockers.value } };
	},
	facts: ({ version }) => ({ version }),
	plan(state) {
		const { name, version, support, nodeGroups, blockers } = state;
		const supportOf = (one: string) => (Object.hasOwn(support, one) ? support[one] : undefined);
		const now = supportOf(version);
		if (now === undefined) return refused("unknown", `EKS lists no Kubernetes ${version}, which ${name} runs.`);
		if (now === "STANDARD_SUPPORT") return compliant(`${name} runs Kubernetes ${version}, which is in standard support.`);
		const held = unchangeable(state);
		if (held) return held;
		const next = nextMinor(version);
		const then = next === undefined ? undefined : supportOf(next);
		if (next === undefined || then === undefined) return refused("unknown", `EKS lists no version after Kubernetes ${version}.`);
		if (then !== "STANDARD_SUPPORT")
			return refused(
				"unsupported",
				`${name} runs Kubernetes ${version}, more than one minor version behind standard support: upgrade it step by step, nodes and add-ons with each, beginning with ${next}.`,
			);
		const behind = Object.entries(nodeGroups).filter(([, one]) => one !== version);
		if (behind.length > 0)
			return refused(
				"unsupported",
				`EKS upgrades ${name} only when its node groups run ${version}: ${behind.map(([group, one]) => `${group} runs ${one}`).join(", ")}.`,
			);
		if (blockers.length > 0)
			return refused("unsupported", `EKS reports that ${name} is not ready for Kubernetes ${next}: ${blockers.join(", ")}.`);
		return planned({
			level: "approve",
			calls: [apiCall("eks:UpdateClusterVersion", { name, version: next }, `Upgrade the control plane from ${version} to ${next}`)],
			inverse: { irreversible: "Parapet takes no control plane back to an earlier version." },
			desired: { version: next },
			downtime: "The API server is replaced instance by instance; clients that do not retry see errors for seconds.",
			risk: "high",
			notes: [
				`Node groups and add-ons have to be upgraded to ${next} afterwards.`,
				"Nodes that EKS does not manage are not looked at.",
				"Test workloads for Kubernetes APIs that the next version no longer has.",
			],
			hints: {
				terraform: `aws_eks_cluster: version = "${next}"`,
				cloudformation: `AWS::EKS::Cluster Version: "${next}"`,
			},
		});
	},
});

/** The version after `1.33`; undefined for what has another form. */
function nextMinor(version: string): string | undefined {
	const minor = /^1\.(\d+)$/.exec(version)?.[1];
	return minor === undefined ? undefined : `1.${Number(minor) + 1}`;
}

async function readSupport(aws: AwsCaller): Promise<Observed<Record<string, string>>> {
	const versions = await aws.list(
		"eks",
		(nextToken) => new DescribeClusterVersionsCommand({ includeAll: true, nextToken }),
		(page) => page.clusterVersions,
		(page) => page.nextToken,
	);
	if (versions.failure) return unread(versions.failure);
	return seen(
		Object.fromEntries(
			versions.items.flatMap(({ clusterVersion, versionStatus, status }) =>
				// The deprecated field spells the same values in lower case with hyphens.
				clusterVersion ? [[clusterVersion, versionStatus ?? status?.toUpperCase().replaceAll("-", "_") ?? "unknown"] as const] : [],
			),
		),
	);
}

async function readNodeGroups(aws: AwsCaller, clusterName: string): Promise<Observed<Record<string, string>>> {
	const names = await aws.list(
		"eks",
		(nextToken) => new ListNodegroupsCommand({ clusterName, maxResults: 100, nextToken }),
		(page) => page.nodegroups,
		(page) => page.nextToken,
	);
	if (names.failure) return unread(names.failure);
	const versions: Record<string, string> = {};
	for (const nodegroupName of names.items) {
		const answer = await aws.call("eks", new DescribeNodegroupCommand({ clusterName, nodegroupName }));
		if ("unread" in answer) return answer;
		const version = answer.value.nodegroup?.version;
		if (!version) return unread(incomplete("eks", "DescribeNodegroup", "version"));
		versions[nodegroupName] = version;
	}
	return seen(versions);
}

async function readBlockers(aws: AwsCaller, clusterName: string, version: string | undefined): Promise<Observed<string[]>> {
	if (version === undefined) return seen([]);
	const insights = await aws.list(
		"eks",
		(nextToken) =>
			new ListInsightsCommand({
				clusterName,
				filter: { categories: ["UPGRADE_READINESS"], kubernetesVersions: [version], statuses: ["ERROR"] },
				maxResults: 100,
				nextToken,
			}),
		(page) => page.insights,
		(page) => page.nextToken,
	);
	return insights.failure ? unread(insights.failure) : seen(insights.items.map(({ name }) => name ?? "an unnamed check").sort());
}
