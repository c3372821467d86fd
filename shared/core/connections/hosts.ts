import type { MysqlServer, PostgresServer, Resource } from "../resources/index.ts";
import { normalAddress } from "./addresses.ts";
import type { EnvironmentHints } from "./production.ts";

export type DatabaseServer = PostgresServer | MysqlServer;

/** Where a server stands. */
export interface Host {
	/** Arn of the instance, cluster or workload behind it. */
	readonly arn: string | undefined;
	/** Of the Kubernetes cluster, when it runs in pods. */
	readonly cluster: string | undefined;
	readonly vpcId: string | undefined;
	/** The names that clients may know it by, in lower case. */
	readonly names: ReadonlySet<string>;
	readonly hints: readonly EnvironmentHints[];
}

/** Answers where servers stand, by what the same scan saw of AWS and of clusters. */
export function hostFinder(resources: readonly Resource[]): (server: DatabaseServer) => Host {
	const namespaces = new Map(
		resources.flatMap((resource) =>
			resource.kind === "kubernetes.Namespace" ? [[JSON.stringify([resource.cluster, resource.name]), resource]] : [],
		),
	);
	const byArn = new Map(resources.map((resource) => [resource.arn, resource]));
	const services = new Map<string, Set<string>>();
	const pods = new Map<string, Set<string>>();
	const add = (map: Map<string, Set<string>>, key: string, arn: string) => map.set(key, (map.get(key) ?? new Set()).add(arn));
	for (const resource of resources) {
		if (resource.kind === "kubernetes.Service" && "value" in resource.workloads)
			for (const arn of resource.workloads.value) add(services, `${resource.name}.${resource.namespace}`.toLowerCase(), arn);
		if (resource.kind === "kubernetes.Workload" && "value" in resource.pods) {
			for (const pod of resource.pods.value)
				if (!pod.hostNetwork) for (const ip of pod.ips) add(pods, normalAddress(ip) ?? ip, resource.arn);
		}
	}
	return (server) => {
		const host = server.connection.host.toLowerCase();
		const arn = server.hostedBy ?? only(services.get(serviceName(host))) ?? only(pods.get(normalAddress(host) ?? host));
		const behind = arn === undefined ? undefined : byArn.get(arn);
		const workload = behind?.kind === "kubernetes.Workload" ? behind : undefined;
		const namespace = workload && namespaces.get(JSON.stringify([workload.cluster, workload.namespace]));
		return {
			arn,
			cluster: workload?.cluster,
			vpcId: behind && "network" in behind && "value" in behind.network ? behind.network.value.vpcId : undefined,
			names: new Set([
				host,
				...(behind && "endpointAddresses" in behind ? (behind.endpointAddresses ?? []) : []).map((name) => name.toLowerCase()),
			]),
			hints: [
				{ tags: tagsOf(server), names: [host, behind?.name] },
				{ tags: workload && tagsOf(workload), names: [workload?.namespace] },
				{ tags: namespace && tagsOf(namespace), names: [workload?.cluster] },
			],
		};
	};
}

/** `orders-db.orders` of `orders-db.orders.svc.cluster.local`, of `orders-db-0.orders-db.orders.svc`, or as it stands. */
function serviceName(host: string): string {
	const labels = host.split(".");
	const svc = labels.indexOf("svc");
	return svc >= 2 ? `${labels[svc - 2]}.${labels[svc - 1]}` : host;
}

/** The one that there is; two may not be told apart. */
const only = (arns: ReadonlySet<string> | undefined): string | undefined => (arns?.size === 1 ? [...arns][0] : undefined);

const tagsOf = ({ tags }: Pick<Resource, "tags">): Readonly<Record<string, string>> | undefined =>
	"value" in tags ? tags.value : undefined;
