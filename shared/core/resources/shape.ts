import type * as z from "zod";
import type { ResourceKind } from "../kinds.ts";
import { Resource } from "./index.ts";

/** Where facts of their own (`Observed`) are inside a value: nowhere below (undefined), here, or in fields, items or entries. */
export type Shape =
	| { readonly at: "here"; readonly value: Shape | undefined }
	| { readonly at: "fields"; readonly fields: ReadonlyMap<string, Shape> }
	| { readonly at: "items" | "entries"; readonly each: Shape }
	| undefined;

/** The part of zod's definitions that shapes need. */
interface Definition {
	readonly type: string;
	readonly shape?: Readonly<Record<string, Schema>>;
	readonly options?: readonly Schema[];
	readonly element?: Schema;
	readonly valueType?: Schema;
	readonly innerType?: Schema;
}
interface Schema {
	readonly def: Definition;
}

const known = new Map<ResourceKind, Shape>();

/**
 * The shape of a kind, from its schema. Names cannot tell a fact from a record that happens to hold `value` alone (tags may), schemas can.
 * Throws for a schema that it cannot follow.
 */
export function shapeOf(kind: ResourceKind): Shape {
	if (known.has(kind)) return known.get(kind);
	const shape = shapeOfSchema(schemaOf(kind) as unknown as Schema);
	known.set(kind, shape);
	return shape;
}

/** The schema of a kind's resources. */
export function schemaOf(kind: ResourceKind): z.ZodType {
	const schema = Resource.def.options.find((option) => (option.def.shape.kind.def.values as readonly string[])[0] === kind);
	if (!schema) throw new Error(`There is no schema of ${kind}.`);
	return schema;
}

function shapeOfSchema({ def }: Schema): Shape {
	switch (def.type) {
		case "union":
			return observedShape(def.options ?? []);
		case "object": {
			const fields = new Map<string, Shape>();
			for (const [name, field] of Object.entries(def.shape ?? {})) {
				const shape = shapeOfSchema(field);
				if (shape) fields.set(name, shape);
			}
			return fields.size > 0 ? { at: "fields", fields } : undefined;
		}
		case "array":
			return eachOf("items", def.element);
		case "record":
			return eachOf("entries", def.valueType);
		case "optional":
		case "nullable":
			return def.innerType && shapeOfSchema(def.innerType);
		default:
			return undefined;
	}
}

function eachOf(at: "items" | "entries", schema: Schema | undefined): Shape {
	const each = schema && shapeOfSchema(schema);
	return each && { at, each };
}

/** Resources have no other unions than those of `observed`. */
function observedShape(options: readonly Schema[]): Shape {
	const [value, unread] = options.map((option) => option.def.shape ?? {});
	if (options.length !== 2 || !value?.value || !unread?.unread) throw new Error("A union that is no observed fact cannot be followed.");
	return { at: "here", value: shapeOfSchema(value.value) };
}
