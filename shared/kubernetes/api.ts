import { mapBounded } from "../aws/concurrency.ts";
import { type Observed, seen, type Unread, unread } from "../core/observed.ts";
import type { KubernetesClient, Outcome } from "./client.ts";
import type { KubernetesApi, KubernetesObject, Listed, ListRequest } from "./port.ts";
import type { JsonObject } from "./status.ts";

/** Objects of a page. */
const pageSize = 500;

/** How often a listing is begun again when its place expires, before it is asked for in one piece. */
const restarts = 2;

/** A listing may hold empty pages, but a thousand in a row are no listing. */
const maximumEmptyPages = 1000;

/** Namespaces that are listed at a time, of one resource. */
const namespacesAtATime = 8;

/** The read access to one cluster over a client. */
export function createApi(client: KubernetesClient, cluster: string, namespaces: readonly string[] | undefined): KubernetesApi {
	const version = once(async () => {
		const outcome = await client.get("/version", "get version");
		return factOf(outcome, "get version", "gitVersion", ({ gitVersion }) => (typeof gitVersion === "string" ? gitVersion : undefined));
	});
	const groups = once(async () => factOf(await client.get("/apis", "get apis"), "get apis", "groups", ({ groups }) => groupsOf(groups)));
	return {
		cluster,
		namespaces,
		version,
		groups,
		async list(request) {
			if (namespaces === undefined) return listAll(client, request, "");
			if (request.group === "" && request.plural === "namespaces") return getNamespaces(client, namespaces);
			if (!request.namespaced) return listAll(client, request, "");
			const parts = await mapBounded(namespaces, namespacesAtATime, (namespace) => listAll(client, request, namespace));
			const error = parts.find((part) => part.error)?.error;
			return { items: parts.flatMap(({ items }) => items), ...(error ? { error } : {}) };
		},
	};
}

async function listAll(client: KubernetesClient, request: ListRequest, namespace: string): Promise<Listed> {
	const { group, version, plural } = request;
	const operation = `list ${group === "" ? plural : `${plural}.${group}`}${namespace === "" ? "" : ` in ${namespace}`}`;
	const path = `${group === "" ? "/api" : `/apis/${group}`}/${version}${namespace === "" ? "" : `/namespaces/${encodeURIComponent(namespace)}`}/${plural}`;
	for (let begun = 0; ; begun++) {
		// In one piece nothing can expire; only the server pays for that.
		const listed = await pages(client, path, operation, begun <= restarts ? pageSize : undefined);
		if (!listed.expired || begun > restarts) return listed.error ? { items: listed.items, error: listed.error } : { items: listed.items };
	}
}

interface Pages extends Listed {
	readonly expired: boolean;
}

async function pages(client: KubernetesClient, path: string, operation: string, limit: number | undefined): Promise<Pages> {
	const items: KubernetesObject[] = [];
	const places = new Set<string>();
	const end = (error: Unread, expired = false): Pages => ({ items, error, expired });
	const malformed = (message: string) => end({ service: "kubernetes", operation, cause: "malformed", message });
	let place: string | undefined;
	let empty = 0;
	for (;;) {
		const query = new URLSearchParams();
		if (limit !== undefined) query.set("limit", String(limit));
		if (place !== undefined) query.set("continue", place);
		const outcome = await client.get(query.size === 0 ? path : `${path}?${query}`, operation);
		if ("unread" in outcome) return end(outcome.unread, outcome.expired);
		const { items: members = null, metadata } = outcome.body;
		// Go writes an empty list as null.
		if (!("items" in outcome.body) || !(members === null || Array.isArray(members))) return malformed("The answer lacks its items.");
		for (const member of members ?? []) {
			if (!isObject(member)) return malformed("An item has no name.");
			items.push(lean(member));
		}
		empty = (members ?? []).length === 0 ? empty + 1 : 0;
		place = (metadata as { continue?: string } | undefined)?.continue || undefined;
		if (place === undefined) return { items, expired: false };
		if (places.has(place)) return malformed("The server gave the same place in the listing twice.");
		if (empty >= maximumEmptyPages) return malformed(`The server gave ${maximumEmptyPages} empty pages in a row.`);
		places.add(place);
	}
}

/** Chosen namespaces are asked for one by one: whoever may read only some of them may not list all. */
async function getNamespaces(client: KubernetesClient, namespaces: readonly string[]): Promise<Listed> {
	const outcomes = await mapBounded(namespaces, namespacesAtATime, (name) =>
		client.get(`/api/v1/namespaces/${encodeURIComponent(name)}`, `get namespace ${name}`),
	);
	const items = outcomes.flatMap((outcome) => ("body" in outcome && isObject(outcome.body) ? [lean(outcome.body)] : []));
	const error = outcomes.find((outcome) => "unread" in outcome);
	return { items, ...(error && "unread" in error ? { error: error.unread } : {}) };
}

const isObject = (item: unknown): item is KubernetesObject =>
	typeof (item as { metadata?: { name?: unknown } } | null)?.metadata?.name === "string";

/** Without who set which field, and without the copy of the whole object that kubectl apply leaves: they are half of the weight, and the copy may hold what the object itself no longer does. */
function lean(item: KubernetesObject): KubernetesObject {
	const { managedFields: _, annotations, ...metadata } = item.metadata;
	if (annotations === undefined) return { ...item, metadata };
	const { "kubectl.kubernetes.io/last-applied-configuration": __, ...others } = annotations;
	return { ...item, metadata: { ...metadata, annotations: others } };
}

function factOf<T>(outcome: Outcome, operation: string, field: string, pick: (body: JsonObject) => T | undefined): Observed<T> {
	if ("unread" in outcome) return unread(outcome.unread);
	const value = pick(outcome.body);
	if (value !== undefined) return seen(value);
	return unread({ service: "kubernetes", operation, cause: "malformed", message: `The answer lacks ${field}.` });
}

/** Group to versions, the preferred one first; none for a group whose versions are not understood. */
function groupsOf(groups: unknown): ReadonlyMap<string, readonly string[]> | undefined {
	// A group without a name may be any.
	if (!Array.isArray(groups) || groups.some((group: { name?: unknown } | null) => typeof group?.name !== "string")) return undefined;
	return new Map(
		groups.map((group: { name: string; versions?: unknown; preferredVersion?: { version?: unknown } }) => {
			const versions = (Array.isArray(group.versions) ? group.versions : []).flatMap((entry: { version?: unknown }) =>
				typeof entry?.version === "string" ? [entry.version] : [],
			);
			const preferred = group.preferredVersion?.version;
			return [group.name, typeof preferred === "string" ? [...new Set([preferred, ...versions])] : versions] as const;
		}),
	);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () => {
		made ??= make();
		return made;
	};
}
