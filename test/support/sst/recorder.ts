import { isAbsolute, relative } from "node:path";
import type { GraphResource, Json } from "./graph.ts";
import { root } from "./platform.ts";

/** Pulumi's request to register a resource, as far as it is read. */
export interface RegisterRequest {
	getType(): string;
	getName(): string;
	getParent(): string;
	getCustom(): boolean;
	getProtect(): boolean;
	getRetainondelete(): boolean;
	getDependenciesList(): string[];
	getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

/** How Pulumi marks special values on the wire. */
const signature = "4dabf18193072939515e22adb298388d";
const marks = {
	secret: "1b47061264138c4ac30d75fd1eb44270",
	asset: "c44067f5952c0a294b673a41bacd8c17",
	archive: "0def7320c3a5731c473e5ecbe6d01bc7",
	resource: "5cf8f73096256a8f31e491e813e4eb8e",
} as const;

const stackType = "pulumi:pulumi:Stack";

/** A URN as a deploy would give it: there the stack is no part of a type. */
export const plainUrn = (urn: string): string => urn.replace(`::${stackType}$`, "::");

function shorten(path: unknown, folder: string): string {
	if (typeof path !== "string" || !isAbsolute(path)) return String(path);
	const below = relative(folder, path);
	return below.startsWith("..") ? relative(root, path) : below;
}

/** A value from the wire as it can be read and compared: secrets are not shown, files are named relative to the folder of bundles or the project. */
export function readable(value: unknown, folder: string): Json {
	if (Array.isArray(value)) return value.map((item) => readable(item, folder));
	if (typeof value !== "object" || value === null) return (value ?? null) as Json;
	const fields = value as Record<string, unknown>;
	switch (fields[signature]) {
		case marks.secret:
			return "[secret]";
		case marks.resource:
			return plainUrn(String(fields.urn));
		case marks.asset:
			return fields.text === undefined ? `[file ${shorten(fields.path ?? fields.uri, folder)}]` : `[text ${String(fields.text)}]`;
		case marks.archive:
			return fields.assets === undefined
				? `[archive ${shorten(fields.path ?? fields.uri, folder)}]`
				: { archive: readable(fields.assets, folder) };
		default: {
			const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
			return Object.fromEntries(sorted.map(([key, item]) => [key, readable(item, folder)]));
		}
	}
}

/** What a request says, for the graph; nothing for the stack itself. */
export function resourceOf(request: RegisterRequest, urn: string, folder: string): GraphResource | undefined {
	if (request.getType() === stackType) return undefined;
	const parent = request.getParent();
	// The code of a dynamic provider is no input of the resource.
	const { __provider, ...inputs } = request.getObject()?.toJavaScript() ?? {};
	return {
		type: request.getType(),
		name: request.getName(),
		urn: plainUrn(urn),
		...(parent && !parent.includes(`::${stackType}::`) ? { parent: plainUrn(parent) } : {}),
		custom: request.getCustom(),
		inputs: readable(inputs, folder) as Record<string, Json>,
		dependencies: [...new Set(request.getDependenciesList().map(plainUrn))].sort(),
		...(request.getProtect() ? { protect: true as const } : {}),
		...(request.getRetainondelete() ? { retainOnDelete: true as const } : {}),
	};
}

/** Sorted by type and name; fails when two resources share a name, since a placeholder could then mean either. */
export function sortedResources(resources: readonly GraphResource[]): GraphResource[] {
	const owners = new Map<string, string>();
	for (const { name, type } of resources.filter((resource) => resource.custom)) {
		const owner = owners.get(name);
		if (owner !== undefined) throw new Error(`${type} and ${owner} are both named ${name}: give one another logical name`);
		owners.set(name, type);
	}
	const key = ({ type, name, urn }: GraphResource) => `${type}\n${name}\n${urn}`;
	return [...resources].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
