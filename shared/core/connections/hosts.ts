import type { KubernetesWorkload, MysqlServer, PostgresServer, Resource } from "../resources/index.ts";
import { scopeKey } from "../scope.ts";
import { normalAddress } from "./addresses.ts";
import type { EnvironmentHints } from "./production.ts";

export type DatabaseServer = PostgresServer | MysqlServer;

/** Where a server stands. */
export interface Host {
	/** Arn of the instance, cluster or workload behind it. */
	readonly arn: string | undefined;
	/** Key of the Kubernetes cluster, when it runs in pods. */
	readonly scope: string | undefined;
	readonly vpcId: string | undefined;
	/** The names that clients may know it by, in lower case. */
	readonly names: ReadonlySet<string>;
	readonly hints: readonly EnvironmentHints[];
}

/** Answers where servers stand, by what the same scan saw of AWS and of clusters. */
export function hostFinder(resources: readonly Resource[]): (server: DatabaseServer) => Host {
	const byArn = new Map(resources.map((resource) => [resource.arn, resource]));
	const namespaces = new Map(
		resources.flatMap((resource) =>
			resource.kind === "kubernetes.Namespace" ? [[`${scopeKey(resource)} ${resource.name}`, resource]] : [],
		),
	);
	const inPods = workloadFinder(resources);
	return (server) => {
		const host = server.connection.host.toLowerCase();
		const found = server.hostedBy?.startsWith("arn:") ? undefined : inPods(host);
		const arn = server.hostedBy ?? found?.arn;
		const behind = found ?? (arn === undefined ? undefined : byArn.get(arn));
		const workload = behind?.kind === "kubernetes.Workload" ? behind : undefined;
		const namespace = workload && namespaces.get(`${scopeKey(workload)} ${workload.namespace}`);
		const endpoints = behind && "endpointAddresses" in behind ? (behind.endpointAddresses ?? []) : [];
		return {
			arn,
			scope: workload && scopeKey(workload),
			vpcId: behind && "network" in behind && "value" in behind.network ? behind.network.value.vpcId : undefined,
			names: new Set([host, ...endpoints.map((name) => name.toLowerCase())]),
			hints: [
				{ tags: tagsOf(server), names: [host, behind?.name] },
				{ tags: workload && tagsOf(workload), names: [workload?.namespace] },
				{ tags: namespace && tagsOf(namespace), names: [workload?.cluster] },
			],
		};
	};
}

/** Answers which workload a host name or address leads to, by Services and pods; undefined when none does, or several may. */
function workloadFinder(resources: readonly Resource[]): (host: string) => KubernetesWorkload | undefined {
	const workloads = new Map<string, KubernetesWorkload>();
	const byName = new Map<string, Set<string>>();
	const add = (name: string, key: string) => byName.set(name, (byName.get(name) ?? new Set()).add(key));
	for (const resource of resources) {
		if (resource.kind === "kubernetes.Service" && "value" in resource.workloads) {
			const name = `${resource.name}.${resource.namespace}`.toLowerCase();
			for (const arn of resource.workloads.value) add(name, `${scopeKey(resource)} ${arn}`);
		}
		if (resource.kind !== "kubernetes.Workload") continue;
		const key = `${scopeKey(resource)} ${resource.arn}`;
		workloads.set(key, resource);
		for (const pod of "value" in resource.pods ? resource.pods.value : [])
			if (!pod.hostNetwork) for (const ip of pod.ips) add(normalAddress(ip) ?? ip, key);
	}
	return (host) => {
		const [key, ...others] = byName.get(serviceName(host)) ?? byName.get(normalAddress(host) ?? host) ?? [];
		return key === undefined || others.length > 0 ? undefined : workloads.get(key);
	};
}

/** `orders-db.orders` of `orders-db.orders.svc.cluster.local`, of `orders-db-0.orders-db.orders.svc`, or as it stands. */
function serviceName(host: string): string {
	const labels = host.split(".");
	const svc = labels.indexOf("svc");
	return svc >= 2 ? `${labels[svc - 2]}.${labels[svc - 1]}` : host;
}

const tagsOf = ({ tags }: Pick<Resource, "tags">): Readonly<Record<string, string>> | undefined =>
	"value" in tags ? tags.value : undefined;
