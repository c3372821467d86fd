import { type ResourceKind, sourceOf } from "./kinds.ts";
import { explainUnread, type Unread } from "./observed.ts";
import type { Resource } from "./resources/index.ts";
import { type Shape, shapeOf } from "./resources/shape.ts";

/** Version of the document's format. */
export const documentSchemaVersion = "parapet.document/1";

/** What a policy judges: one resource, with its facts as plain values and the facts that could not be read named in `unobserved`. */
export interface PolicyDocument {
	readonly schema: typeof documentSchemaVersion;
	readonly kind: ResourceKind;
	/** Arn of the resource. */
	readonly id: string;
	readonly name: string;
	readonly partition: string;
	readonly account: string;
	readonly region: string;
	/** For what a cluster's own API shows. */
	readonly cluster?: string;
	/** Absent when they could not be read. */
	readonly tags?: Readonly<Record<string, string>>;
	/** ISO 8601: the time at which policies judge. */
	readonly time: string;
	/** The other fields of the kind; a fact that could not be read is absent. */
	readonly resource: Readonly<Record<string, unknown>>;
	/** Path of a fact that could not be read, e.g. `resource.hba` or `resource.members[0].status`, to the reason. */
	readonly unobserved: Readonly<Record<string, string>>;
}

/** The fields that are beside `resource` instead of in it. */
const common = new Set(["kind", "arn", "name", "partition", "account", "region", "tags"]);

/** Whether a kind's `cluster` is beside `resource` too. */
export const ofCluster = (kind: ResourceKind): boolean => sourceOf(kind) === "kubernetes";

/** Is the field of a resource beside `resource` in the document? */
export const besideResource = (kind: ResourceKind, field: string): boolean => common.has(field) || (field === "cluster" && ofCluster(kind));

/** The document of a resource; `time` is ISO 8601. Values are shared with the resource, not copied, where nothing changes. */
export function documentOf(resource: Resource, time: string): PolicyDocument {
	const shape = shapeOf(resource.kind);
	const fields = shape?.at === "fields" ? shape.fields : new Map<string, Shape>();
	const unobserved: Record<string, string> = Object.create(null);
	const own: Record<string, unknown> = {};
	for (const [field, value] of Object.entries(resource)) {
		if (besideResource(resource.kind, field) || value === undefined) continue;
		const unwrapped = unwrap(value, fields.get(field), `resource.${field}`, unobserved);
		if (unwrapped !== undefined) own[field] = unwrapped;
	}
	const tags = unwrap(resource.tags, fields.get("tags"), "tags", unobserved) as Readonly<Record<string, string>> | undefined;
	const { kind, arn, name, partition, account, region } = resource;
	return {
		schema: documentSchemaVersion,
		kind,
		id: arn,
		name,
		partition,
		account,
		region,
		...("cluster" in resource && ofCluster(kind) ? { cluster: resource.cluster } : {}),
		...(tags ? { tags } : {}),
		time,
		resource: own,
		unobserved,
	};
}

/** The value with the facts below `path` unwrapped; undefined when the value itself is a fact that could not be read. */
function unwrap(value: unknown, shape: Shape, path: string, unobserved: Record<string, string>): unknown {
	if (!shape || value === undefined || value === null) return value;
	if (shape.at === "here") {
		if (Object.hasOwn(value as object, "unread")) {
			unobserved[path] = explainUnread((value as { unread: Unread }).unread);
			return undefined;
		}
		return unwrap((value as { value: unknown }).value, shape.value, path, unobserved);
	}
	if (shape.at === "items") return (value as unknown[]).map((item, index) => unwrap(item, shape.each, `${path}[${index}]`, unobserved));
	const copy: Record<string, unknown> = {};
	for (const [name, entry] of Object.entries(value as object)) {
		const below = shape.at === "fields" ? shape.fields.get(name) : shape.each;
		const unwrapped = unwrap(entry, below, pathOf(path, name), unobserved);
		if (unwrapped === undefined) continue;
		// A plain assignment to this name would set the prototype.
		if (name === "__proto__") Object.defineProperty(copy, name, { value: unwrapped, enumerable: true });
		else copy[name] = unwrapped;
	}
	return copy;
}

/** The path of a member: `.name`, or `["name"]` when the name is no identifier. */
export const pathOf = (path: string, name: string): string =>
	/^[A-Za-z_]\w*$/.test(name) ? (path === "" ? name : `${path}.${name}`) : `${path}[${JSON.stringify(name)}]`;
