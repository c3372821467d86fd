import type { Call } from "./client.ts";

/** A Kubernetes object of any kind, a custom resource too. */
export interface KubernetesObject {
	readonly apiVersion: string;
	readonly kind: string;
	readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
	readonly status?: unknown;
	readonly [field: string]: unknown;
}

interface Mapping {
	readonly path: (namespace: string | undefined, name: string) => string;
	readonly namespaced: boolean;
	readonly status: boolean;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function must(call: Call, method: string, path: string, body: unknown, contentType?: string): Promise<unknown> {
	const answer = await call(method, path, { body, ...(contentType ? { contentType } : {}) });
	if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body?.message ?? answer.body)}`);
	return answer.body;
}

/** Writes objects of any kind through the REST API, with the status that a controller or kubelet would have set. */
export function objectWriter(call: Call) {
	const mappings = new Map<string, Mapping>();
	const namespaces = new Map<string, Promise<unknown>>();

	/** Where the server keeps a kind; a kind that was defined a moment ago may take a moment to be served. */
	async function mapping(apiVersion: string, kind: string): Promise<Mapping> {
		const known = mappings.get(`${apiVersion}/${kind}`);
		if (known) return known;
		const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
		for (let attempt = 0; attempt < 100; attempt++) {
			const { body } = await call("GET", root);
			const resources: { name: string; kind: string; namespaced: boolean }[] = body?.resources ?? [];
			for (const { name, kind: served, namespaced } of resources) {
				if (name.includes("/")) continue;
				mappings.set(`${apiVersion}/${served}`, {
					namespaced,
					status: resources.some((other) => other.name === `${name}/status`),
					path: (namespace, object) =>
						`${root}${namespaced ? `/namespaces/${namespace ?? "default"}` : ""}/${name}/${encodeURIComponent(object)}`,
				});
			}
			const found = mappings.get(`${apiVersion}/${kind}`);
			if (found) return found;
			await pause(100);
		}
		throw new Error(`the server knows no ${kind} in ${apiVersion}`);
	}

	const namespace = (name: string) => {
		const there = namespaces.get(name) ?? write({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
		namespaces.set(name, there);
		return there;
	};

	/** Server-side apply: creates or changes, and refuses fields that the kind does not have. */
	async function write(object: KubernetesObject): Promise<unknown> {
		const { path, namespaced, status } = await mapping(object.apiVersion, object.kind);
		if (namespaced) await namespace(object.metadata.namespace ?? "default");
		const at = path(object.metadata.namespace, object.metadata.name);
		const query = "?fieldManager=parapet-test&force=true";
		const written = await must(call, "PATCH", at + query, object, "application/apply-patch+yaml");
		if (object.status === undefined || !status) return written;
		return must(call, "PATCH", `${at}/status`, { status: object.status }, "application/merge-patch+json");
	}

	async function define(definition: KubernetesObject): Promise<void> {
		await write(definition);
		const { path } = await mapping(definition.apiVersion, definition.kind);
		for (let attempt = 0; attempt < 200; attempt++) {
			const { body } = await call("GET", path(undefined, definition.metadata.name));
			const conditions: { type: string; status: string }[] = body?.status?.conditions ?? [];
			if (conditions.some(({ type, status }) => type === "Established" && status === "True")) return;
			await pause(50);
		}
		throw new Error(`the definition ${definition.metadata.name} was not established`);
	}

	return {
		async apply(objects: readonly KubernetesObject[]): Promise<void> {
			const definitions = objects.filter(({ kind }) => kind === "CustomResourceDefinition");
			for (const definition of definitions) await define(definition);
			const rest = objects.filter((object) => !definitions.includes(object));
			// Namespaces first; the rest in any order, since the server checks no references between objects.
			for (const object of rest.filter(({ kind }) => kind === "Namespace")) {
				namespaces.set(object.metadata.name, write(object));
				await namespaces.get(object.metadata.name);
			}
			const queue = rest.filter(({ kind }) => kind !== "Namespace").values();
			await Promise.all(
				Array.from({ length: 16 }, async () => {
					for (const object of queue) await write(object);
				}),
			);
		},
		async patchStatus(object: KubernetesObject, status: unknown): Promise<void> {
			const { path } = await mapping(object.apiVersion, object.kind);
			const at = `${path(object.metadata.namespace, object.metadata.name)}/status`;
			await must(call, "PATCH", at, { status }, "application/merge-patch+json");
		},
		async remove(object: KubernetesObject): Promise<void> {
			const { path } = await mapping(object.apiVersion, object.kind);
			await must(call, "DELETE", path(object.metadata.namespace, object.metadata.name), {
				kind: "DeleteOptions",
				apiVersion: "v1",
				gracePeriodSeconds: 0,
			});
		},
	};
}
