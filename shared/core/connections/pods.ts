import type { KubernetesWorkload, Resource } from "../resources/index.ts";
import { type Scope, scopeKey } from "../scope.ts";
import type { Owner } from "./owners.ts";

/** Names that are listed at most. */
const maximumNames = 20;

/** Gives every pod that runs its own address, and every node its own: what is on a node's network cannot be told apart from outside. */
export function podOwners(resources: readonly Resource[], add: (address: string, owner: Owner) => void): void {
	const vpcs = clusterVpcs(resources);
	const roles = serviceAccountRoles(resources);
	const namespaces = new Map(
		resources.flatMap((resource) =>
			resource.kind === "kubernetes.Namespace" ? [[`${scopeKey(resource)}\n${resource.name}`, resource]] : [],
		),
	);
	const workloads = resources.filter((resource) => resource.kind === "kubernetes.Workload");
	const byAccount = Map.groupBy(workloads, accountKey);
	/** Pods on the host's network, by cluster and address. */
	const onHosts = new Map<string, Set<string>>();

	for (const workload of workloads) {
		if ("unread" in workload.pods) continue;
		const { cluster, namespace, name, workloadKind, serviceAccount } = workload;
		const scope = scopeKey(workload);
		const space = namespaces.get(`${scope}\n${namespace}`);
		const others = (byAccount.get(accountKey(workload)) ?? []).slice(0, maximumNames + 1).filter((other) => other !== workload);
		const owner: Owner = {
			// Clusters of one name may be in several regions.
			identity: `${scope} ${workload.arn}`,
			scope,
			workload,
			service: name,
			client: {
				kind: "pod",
				cluster,
				namespace,
				workload: `${workloadKind}/${name}`,
				serviceAccount,
				iamRole: roles.get(accountKey(workload)),
				arn: workload.arn,
				serviceAccountSharedWith: others.slice(0, maximumNames).map((other) => other.name),
			},
			vpcId: vpcs.get(scope),
			hints: [
				{ tags: labels(workload.tags), names: [namespace] },
				{ tags: space && labels(space.tags), names: [name, cluster] },
			],
		};
		for (const pod of workload.pods.value) {
			if (pod.phase !== undefined && pod.phase !== "Running") continue;
			for (const ip of pod.ips) {
				if (pod.hostNetwork) onHosts.set(`${scope}\n${ip}`, (onHosts.get(`${scope}\n${ip}`) ?? new Set()).add(`${namespace}/${name}`));
				else add(ip, owner);
			}
		}
	}
	for (const cluster of resources) {
		if (cluster.kind !== "kubernetes.Cluster" || "unread" in cluster.nodes) continue;
		const scope = scopeKey(cluster);
		for (const node of cluster.nodes.value) {
			for (const ip of [...node.internalIps, ...node.externalIps]) {
				const there = [...(onHosts.get(`${scope}\n${ip}`) ?? [])].sort();
				const pods =
					there.length === 0 ? "" : `: ${there.slice(0, 5).join(", ")}${there.length > 5 ? ` and ${there.length - 5} more` : ""}`;
				add(ip, {
					identity: `node ${scope} ${node.name}`,
					scope,
					service: `node ${node.name}`,
					client: {
						kind: "node",
						cluster: cluster.name,
						reason: `The address is the node's: of the node itself, of pods whose addresses it translates, or of pods on its network${pods}.`,
					},
					vpcId: vpcs.get(scope),
					hints: [{ tags: labels(cluster.tags), names: [cluster.name] }],
				});
			}
		}
	}
}

const accountKey = (workload: KubernetesWorkload): string => accountNamed(workload, workload.namespace, workload.serviceAccount);
const accountNamed = (scope: Scope, namespace: string, name: string): string => JSON.stringify([scopeKey(scope), namespace, name]);

const labels = (tags: Resource["tags"]): Readonly<Record<string, string>> | undefined => ("value" in tags ? tags.value : undefined);

/** Cluster to VPC, for those that EKS runs and the same scan found. */
function clusterVpcs(resources: readonly Resource[]): Map<string, string | undefined> {
	const eks = new Map(resources.flatMap((resource) => (resource.kind === "eks.Cluster" ? [[resource.arn, resource.vpcId]] : [])));
	return new Map(
		resources.flatMap((resource) =>
			resource.kind === "kubernetes.Cluster" && resource.eksCluster !== undefined
				? [[scopeKey(resource), eks.get(resource.eksCluster)]]
				: [],
		),
	);
}

/** The IAM role that pods get as a service account. Software development kits take the role of the annotation before that of a pod identity. */
function serviceAccountRoles(resources: readonly Resource[]): Map<string, string | undefined> {
	return new Map(
		resources.flatMap((resource) => {
			if (resource.kind !== "kubernetes.ServiceAccount") return [];
			const identity = "value" in resource.podIdentityRole ? (resource.podIdentityRole.value ?? undefined) : undefined;
			return [[accountNamed(resource, resource.namespace, resource.name), resource.roleArn ?? identity]];
		}),
	);
}
