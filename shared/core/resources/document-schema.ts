import * as z from "zod";
import { besideResource, documentSchemaVersion, ofCluster } from "../document.ts";
import { type ResourceKind, resourceKinds } from "../kinds.ts";
import { schemaOf } from "./shape.ts";

type Json = { [key: string]: unknown };

/** JSON Schema (2020-12) of the documents that policies judge: of one kind, or of all. A fact of its own is a plain, optional value in it. */
export function documentSchema(kind?: ResourceKind): Json {
	const shared = { $schema: "https://json-schema.org/draft/2020-12/schema" };
	if (kind) return { ...shared, ...ofKind(kind) };
	const definitions = Object.fromEntries(resourceKinds.map((each) => [each, ofKind(each)]));
	return {
		...shared,
		title: "Document of a policy",
		oneOf: resourceKinds.map((each) => ({ $ref: `#/$defs/${each}` })),
		$defs: definitions,
	};
}

function ofKind(kind: ResourceKind): Json {
	const { $schema: _, ...whole } = z.toJSONSchema(schemaOf(kind)) as Json;
	const { properties = {}, required = [] } = plain(whole) as { properties?: Record<string, Json>; required?: string[] };
	const own = Object.entries(properties).filter(([field]) => !besideResource(kind, field));
	const text = { type: "string" };
	const base = { schema: { const: documentSchemaVersion }, kind: { const: kind }, id: { type: "string", minLength: 1 } };
	return {
		title: `Document of ${kind}`,
		type: "object",
		properties: {
			...base,
			name: text,
			partition: text,
			account: text,
			region: text,
			...(ofCluster(kind) ? { cluster: text } : {}),
			tags: { type: "object", additionalProperties: text },
			time: { type: "string", format: "date-time" },
			resource: {
				type: "object",
				properties: Object.fromEntries(own),
				required: required.filter((field) => !besideResource(kind, field)),
				additionalProperties: false,
			},
			unobserved: { type: "object", additionalProperties: text, description: "Path of a fact that could not be read, to the reason." },
		},
		required: [
			"schema",
			"kind",
			"id",
			"name",
			"partition",
			"account",
			"region",
			...(ofCluster(kind) ? ["cluster"] : []),
			"time",
			"resource",
			"unobserved",
		],
		additionalProperties: false,
	};
}

/** The schema with every fact replaced by its value, which may then be absent. */
function plain(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(plain);
	if (typeof schema !== "object" || schema === null) return schema;
	const node = schema as Json;
	const fact = factOf(node);
	if (fact) return plain(fact);
	const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]));
	if (node.type === "object" && Array.isArray(node.required)) {
		const properties = (node.properties ?? {}) as Record<string, Json>;
		copy.required = node.required.filter((name: string) => !factOf(properties[name] ?? {}));
	}
	return copy;
}

function factOf({ anyOf }: Json): unknown {
	if (!Array.isArray(anyOf) || anyOf.length !== 2) return undefined;
	const [value, unread] = anyOf as { properties?: Json }[];
	return unread?.properties && Object.hasOwn(unread.properties, "unread") ? value?.properties?.value : undefined;
}
