import { outOfTime } from "../aws/caller.ts";
import { passed } from "../aws/deadline.ts";
import type { Collected } from "../collectors/ports.ts";
import type { CollectionError } from "../core/inventory.ts";
import { resourceKinds, sourceOf } from "../core/kinds.ts";
import type { Unread } from "../core/observed.ts";
import type { Resource } from "../core/resources/index.ts";
import type { Scope } from "../core/scope.ts";
import { createApi } from "../kubernetes/api.ts";
import { type ApiServer, createClient } from "../kubernetes/client.ts";
import type { EksFound } from "../kubernetes/eks.ts";
import type { HttpTimeouts } from "../kubernetes/http.ts";
import type { KubernetesApi } from "../kubernetes/port.ts";
import { version } from "./version.ts";

/** A cluster that is to be read. */
export interface Target {
	/** Its name before others of the same name are considered. */
	readonly name: string;
	readonly place: Scope;
	readonly way: { readonly server: ApiServer } | { readonly unread: Unread };
}

/** How a cluster is read. */
export interface ReadingRequest {
	/** Only these. */
	readonly namespaces?: readonly string[] | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly timeouts?: HttpTimeouts | undefined;
	/** From then on nothing more is waited for, and the cluster counts as unread. */
	readonly deadline?: AbortSignal | undefined;
}

/** The scope of a cluster. */
export const scopeOf = ({ name, place }: Target): Scope => ({ ...place, cluster: name });

/** An EKS cluster that was found, as a target. */
export const targetOf = ({ name, partition, account, region, found: way }: EksFound): Target => ({
	name,
	place: { partition, account, region },
	way,
});

/** Reads one cluster; one that cannot be reached, lets nobody in or takes too long is a collection error over all kinds. */
export async function collectCluster(target: Target, request: ReadingRequest, onRequest: () => void = () => {}): Promise<Collected> {
	const scope = scopeOf(target);
	if ("unread" in target.way) return unreachable(target.way.unread, scope);
	const { server } = target.way;
	const client = createClient(server, { version, environment: request.environment, timeouts: request.timeouts, onRequest });
	const read = async (): Promise<Collected> => {
		const api = createApi(client, target.name, request.namespaces);
		await api.version();
		const lost = client.lost();
		if (lost) return unreachable(lost, scope);
		const { collectKubernetes } = await import("../collectors/kubernetes/collect.ts");
		const { resources, errors } = await collectKubernetes(api, target.place);
		return {
			resources: resources.map((resource) => withEndpoint(resource, server)),
			errors: [...errors, ...(await missingNamespaces(api, scope))],
		};
	};
	try {
		const { deadline } = request;
		if (deadline === undefined) return await read();
		return (await Promise.race([read(), passed(deadline)])) ?? unreachable({ ...listing, cause: "timeout", message: outOfTime }, scope);
	} finally {
		client.close();
	}
}

/** What is under way when a cluster is given up. */
const listing = { service: "kubernetes", operation: "list" } as const;

/** The kinds that only a cluster's own API shows. */
const clusterKinds = resourceKinds.filter((kind) => sourceOf(kind) === "kubernetes");

/** A cluster of which nothing was read. */
export const unreachable = (unread: Unread, scope: Scope): Collected => ({
	resources: [],
	errors: [{ ...unread, scope, kinds: clusterKinds }],
});

/** A namespace that does not exist lists as empty, which must not look like one in which all is well. */
async function missingNamespaces(api: KubernetesApi, scope: Scope): Promise<CollectionError[]> {
	if (api.namespaces === undefined) return [];
	const { items, error } = await api.list({ group: "", version: "v1", plural: "namespaces", namespaced: false });
	if (error && error.cause !== "notFound") return [];
	const found = new Set(items.map(({ metadata }) => metadata.name));
	return api.namespaces
		.filter((name) => !found.has(name))
		.map((name) => ({
			service: "kubernetes",
			operation: `get namespace ${name}`,
			cause: "notFound",
			message: `${scope.cluster} has no namespace ${name}.`,
			scope,
			kinds: [],
		}));
}

const withEndpoint = (resource: Resource, server: ApiServer): Resource =>
	resource.kind === "kubernetes.Cluster" ? { ...resource, endpoint: new URL(server.url).host } : resource;
