import type { SchemaElement } from "hyparquet-writer";

/** The shape of a value in Parquet; every value may be absent. */
export type Shape = "text" | "int" | "long" | "json" | { readonly list: Shape } | { readonly [member: string]: Shape };

const leaves = {
	text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
	/** What has no fixed members: text that is JSON, which Athena reads with json_extract. */
	json: { type: "BYTE_ARRAY", converted_type: "UTF8" },
	int: { type: "INT32" },
	long: { type: "INT64" },
} as const;

/** The schema of a file whose rows have these members. */
export const schemaOf = (columns: Readonly<Record<string, Shape>>): SchemaElement[] => [
	{ name: "schema", num_children: Object.keys(columns).length },
	...Object.entries(columns).flatMap(([name, shape]) => elements(name, shape)),
];

function elements(name: string, shape: Shape): SchemaElement[] {
	if (typeof shape === "string") return [{ name, ...leaves[shape], repetition_type: "OPTIONAL" }];
	if (isList(shape))
		return [
			{ name, converted_type: "LIST", repetition_type: "OPTIONAL", num_children: 1 },
			{ name: "list", repetition_type: "REPEATED", num_children: 1 },
			...elements("element", shape.list),
		];
	const members = Object.entries(shape);
	return [
		{ name, repetition_type: "OPTIONAL", num_children: members.length },
		...members.flatMap(([member, each]) => elements(member, each)),
	];
}

const isList = (shape: Exclude<Shape, string>): shape is { readonly list: Shape } => "list" in shape && Object.keys(shape).length === 1;

/** A value as the writer takes it; what the shape does not name is left out, so that all files of a source have one schema. */
export function written(value: unknown, shape: Shape): unknown {
	if (value === undefined || value === null) return undefined;
	if (shape === "json") return typeof value === "string" ? value : JSON.stringify(value);
	if (shape === "text") return String(value);
	if (shape === "int") return Number(value);
	if (shape === "long") return BigInt(value as number);
	if (isList(shape)) return (value as readonly unknown[]).map((each) => written(each, shape.list));
	return Object.fromEntries(
		Object.entries(shape).map(([member, each]) => [member, written((value as Record<string, unknown>)[member], each)]),
	);
}
