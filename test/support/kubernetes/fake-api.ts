import { collectKubernetes } from "../../../shared/collectors/kubernetes/collect.ts";
import type { Collected } from "../../../shared/collectors/ports.ts";
import type { ResourceKind, ResourceOf } from "../../../shared/core/kinds.ts";
import { seen, type Unread, unread } from "../../../shared/core/observed.ts";
import { Resource } from "../../../shared/core/resources/index.ts";
import type { KubernetesApi, KubernetesObject, ListRequest } from "../../../shared/kubernetes/port.ts";

/** An object as kubectl prints it. */
export interface Manifest {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
	readonly [key: string]: unknown;
}

/** How a fake cluster differs from one that shows everything. */
export interface FakeOptions {
	/** Lists that fail, as `networkpolicies.networking.k8s.io` or `pods`. */
	readonly failing?: Readonly<Record<string, Unread["cause"]>>;
	/** API groups beside those of the objects. */
	readonly groups?: readonly string[];
	/** Why groups are not known. */
	readonly groupsUnread?: Unread["cause"];
	readonly namespaces?: readonly string[];
}

export const place = { partition: "aws", account: "123456789012", region: "eu-west-1" } as const;

/** A cluster in memory. It notes what is asked for. */
export function fakeApi(
	objects: readonly Manifest[],
	options: FakeOptions = {},
): KubernetesApi & { readonly asked: readonly ListRequest[] } {
	const asked: ListRequest[] = [];
	const fault = (operation: string, cause: Unread["cause"]): Unread => ({ service: "kubernetes", operation, cause, message: `${cause}.` });
	const groups = new Map<string, string[]>();
	for (const { apiVersion } of objects) {
		const [group = "", version] = apiVersion.split("/");
		if (version !== undefined) groups.set(group, [...new Set([...(groups.get(group) ?? []), version])]);
	}
	for (const group of options.groups ?? []) if (!groups.has(group)) groups.set(group, ["v1"]);
	return {
		asked,
		cluster: "prod",
		namespaces: options.namespaces,
		version: async () => seen("v1.34.2-eks-1a2b3c4"),
		groups: async () => (options.groupsUnread ? unread(fault("get apis", options.groupsUnread)) : seen(groups)),
		async list(request) {
			asked.push(request);
			const { group, version, plural, namespaced } = request;
			const name = group === "" ? plural : `${plural}.${group}`;
			const versions = objects.filter(({ kind }) => pluralOf(kind) === plural).map(({ apiVersion }) => apiVersion.split("/"));
			// The API server knows a resource only in the versions that serve it.
			const elsewhere = versions.some(([own]) => own === group) && !versions.some(([own, served]) => own === group && served === version);
			const cause = options.failing?.[name] ?? (group !== "" && elsewhere ? "notFound" : undefined);
			const chosen = namespaced ? options.namespaces : plural === "namespaces" ? options.namespaces : undefined;
			const items = objects
				.filter(({ apiVersion, kind }) => apiVersion === (group === "" ? version : `${group}/${version}`) && pluralOf(kind) === plural)
				.filter(({ metadata }) => chosen?.includes(namespaced ? (metadata.namespace ?? "") : metadata.name) ?? true)
				.map(({ apiVersion: _, kind: __, ...item }) => structuredClone(item) as KubernetesObject);
			return cause ? { items: [], error: fault(`list ${name}`, cause) } : { items };
		},
	};
}

const pluralOf = (kind: string): string => {
	const lower = kind.toLowerCase();
	if (lower.endsWith("y")) return `${lower.slice(0, -1)}ies`;
	return lower.endsWith("s") ? `${lower}es` : `${lower}s`;
};

/** What the collector makes of the objects, held against the schema of resources. */
export async function collectFrom(objects: readonly Manifest[], options: FakeOptions = {}) {
	const api = fakeApi(objects, options);
	const collected: Collected = await collectKubernetes(api, place);
	for (const resource of collected.resources) Resource.parse(resource);
	const all = <K extends ResourceKind>(kind: K): ResourceOf<K>[] =>
		collected.resources.filter((resource): resource is ResourceOf<K> => resource.kind === kind);
	return {
		...collected,
		asked: api.asked,
		all,
		/** The one resource of the kind and name; throws when there is none. */
		one<K extends ResourceKind>(kind: K, name: string): ResourceOf<K> {
			const found = all(kind).filter((resource) => resource.name === name);
			if (found.length !== 1)
				throw new Error(`${found.length} resources are ${kind} ${name}: ${all(kind).map((resource) => resource.arn)}`);
			return found[0] as ResourceOf<K>;
		},
	};
}

const meta = (name: string, namespace: string | undefined, more: object = {}) => ({
	name,
	...(namespace === undefined ? {} : { namespace }),
	...more,
});

export const container = (more: object = {}) => ({ name: "main", image: "registry.example.com/orders:1.2", ...more });

export const pod = (name: string, more: { metadata?: object; spec?: object; status?: object } = {}, namespace = "orders"): Manifest => ({
	apiVersion: "v1",
	kind: "Pod",
	metadata: meta(name, namespace, more.metadata),
	spec: { nodeName: "node-a", containers: [container()], ...more.spec },
	status: { phase: "Running", podIP: "10.0.3.7", podIPs: [{ ip: "10.0.3.7" }], startTime: "2026-06-15T00:00:00Z", ...more.status },
});

export const owned = (kind: string, name: string, apiVersion = "apps/v1") => ({
	ownerReferences: [{ apiVersion, kind, name, uid: `${kind}-${name}`, controller: true, blockOwnerDeletion: true }],
});

/** A Deployment, StatefulSet or DaemonSet of one pod template. */
export const controller = (
	kind: string,
	name: string,
	spec: object,
	more: { labels?: object; metadata?: object; namespace?: string; annotations?: object } = {},
): Manifest => ({
	apiVersion: "apps/v1",
	kind,
	metadata: meta(name, more.namespace ?? "orders", more.metadata),
	spec: {
		selector: { matchLabels: { app: name } },
		template: { metadata: { labels: { app: name, ...more.labels }, annotations: more.annotations }, spec },
	},
});

export const configMap = (name: string, data: object, namespace = "orders"): Manifest => ({
	apiVersion: "v1",
	kind: "ConfigMap",
	metadata: meta(name, namespace),
	data,
});

export const namespaceNamed = (name: string, labels: object = {}): Manifest => ({
	apiVersion: "v1",
	kind: "Namespace",
	metadata: meta(name, undefined, { labels: { "kubernetes.io/metadata.name": name, ...labels } }),
});

/** An object of any other kind. */
export const object = (
	apiVersion: string,
	kind: string,
	name: string,
	body: object = {},
	namespace: string | undefined = "orders",
): Manifest => ({
	apiVersion,
	kind,
	metadata: meta(name, namespace),
	...body,
});

/** The value of a fact; throws when it was not read. */
export function known<T>(fact: { readonly value: T } | { readonly unread: Unread }): T {
	if ("unread" in fact) throw new Error(`unread: ${fact.unread.message}`);
	return fact.value;
}
