import { isIP } from "node:net";
import { seen, type Unread, unread } from "../../core/observed.ts";
import type { KubernetesService } from "../../core/resources/index.ts";
import type { DatabaseSoftware } from "../../core/resources/kubernetes.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { poolerInImage } from "./images.ts";
import { at, defined, integer, record, records, text, texts } from "./json.ts";
import { from, type Reading } from "./listings.ts";
import { annotationOf, baseOf, type Here, namespaceOf } from "./objects.ts";
import { push } from "./selectors.ts";
import type { Workload } from "./workloads.ts";

const balancer = "service.beta.kubernetes.io/aws-load-balancer";

/** All Services, with the workloads and the database behind them. `sources` are the lists that workloads come from. */
export function serviceResources(
	here: Here,
	services: readonly KubernetesObject[],
	workloads: readonly Workload[],
	sources: readonly Reading[],
): KubernetesService[] {
	const behind = new Map<KubernetesObject, Workload[]>();
	for (const workload of workloads) for (const service of workload.services) push(behind, service, workload);
	return services.map((object) => {
		const { spec } = object;
		const type = text(at(spec, "type")) ?? "ClusterIP";
		const selected = behind.get(object) ?? [];
		const database = selected.find((workload) => workload.database)?.database ?? selected.map(poolerOf).find((found) => found);
		const isSelecting = Object.keys(record(at(spec, "selector"))).length > 0 && type !== "ExternalName";
		const externalIps = texts(at(spec, "externalIPs"));
		// Without a selector somebody else writes its endpoints, as Patroni does; that matters where it leads in from outside.
		const isManaged = !isSelecting && (["LoadBalancer", "NodePort"].includes(type) || externalIps.length > 0) && type !== "ExternalName";
		return defined({
			kind: "kubernetes.Service" as const,
			...baseOf(here, object, "Service"),
			namespace: namespaceOf(object),
			type,
			externalName: text(at(spec, "externalName")),
			ports: records(at(spec, "ports")).map((port) =>
				defined({
					port: integer(port.port) ?? 0,
					protocol: text(port.protocol) ?? "TCP",
					nodePort: integer(port.nodePort) || undefined,
					name: text(port.name),
				}),
			),
			sourceRanges: sourceRanges(object),
			externalIps,
			scheme: type === "LoadBalancer" ? schemeOf(object) : undefined,
			tlsPorts: tlsPorts(object),
			workloads: from(sources, () => selected.map(({ arn }) => arn)),
			database: isManaged ? unread(endpoints) : database || !isSelecting ? seen(database ?? null) : from(sources, () => null),
		});
	});
}

const endpoints: Unread = {
	service: "kubernetes",
	operation: "list endpointslices.discovery.k8s.io",
	cause: "unsupported",
	message: "The Service has no selector: whoever writes its endpoints decides where it leads, and Parapet does not read them.",
};

/** A pooler leads to its database like the database's own Service. */
function poolerOf({ containers }: Workload): DatabaseSoftware | undefined {
	for (const { name, spec, init } of containers) {
		const engine = init ? undefined : poolerInImage(text(spec.image) ?? "");
		if (engine !== undefined) return { engine, by: "image", container: name };
	}
	return undefined;
}

/** The field counts before the annotation that came before it. */
function sourceRanges(object: KubernetesObject): string[] {
	const ranges = texts(at(object.spec, "loadBalancerSourceRanges"));
	if (ranges.length > 0) return ranges;
	return listOf(annotationOf(object, "service.beta.kubernetes.io/load-balancer-source-ranges"));
}

/** Ports that the load balancer ends TLS on: without a certificate none, without a list all. */
function tlsPorts(object: KubernetesObject): string[] {
	if (!annotationOf(object, `${balancer}-ssl-cert`)) return [];
	const ports = listOf(annotationOf(object, `${balancer}-ssl-ports`));
	return ports.length > 0 ? ports : ["*"];
}

const listOf = (value: string | undefined): string[] =>
	(value ?? "")
		.split(",")
		.map((part) => part.trim())
		.filter((part) => part !== "");

/** Load balancers of the AWS Load Balancer Controller and of EKS Auto Mode are internal unless they are told otherwise; all others are not. */
function schemeOf(object: KubernetesObject): "internal" | "internet-facing" {
	const scheme = annotationOf(object, `${balancer}-scheme`);
	if (scheme === "internal" || scheme === "internet-facing") return scheme;
	const internal = annotationOf(object, `${balancer}-internal`);
	if (internal !== undefined && internal !== "" && internal !== "false") return "internal";
	const elsewhere = ["cloud.google.com/load-balancer-type", "networking.gke.io/load-balancer-type"].some(
		(name) => annotationOf(object, name)?.toLowerCase() === "internal",
	);
	if (elsewhere || annotationOf(object, "service.beta.kubernetes.io/azure-load-balancer-internal") === "true") return "internal";
	const type = annotationOf(object, `${balancer}-type`);
	const byController =
		type === "external" ||
		type === "nlb-ip" ||
		["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"].includes(text(at(object.spec, "loadBalancerClass")) ?? "");
	if (byController) return internal === "false" ? "internet-facing" : "internal";
	const entries = records(at(object, "status", "loadBalancer", "ingress"));
	const reached = entries.flatMap(({ ip, hostname }) => text(ip) ?? text(hostname) ?? []);
	return reached.length > 0 && reached.every((address) => isPrivate(address) || address.startsWith("internal-"))
		? "internal"
		: "internet-facing";
}

const isPrivate = (address: string): boolean =>
	(isIP(address) === 4 &&
		/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|127\.|169\.254\.)/.test(address)) ||
	(isIP(address) === 6 && /^(f[cd]|fe[89ab]|::1$)/i.test(address));
