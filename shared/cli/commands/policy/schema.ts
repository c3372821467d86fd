import type { ResourceKind } from "../../../core/kinds.ts";
import { documentSchema } from "../../../core/resources/document-schema.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { PolicyArguments } from "../policy.ts";

/** Prints the JSON Schema of documents. */
export async function schema({ values }: PolicyArguments, terminal: Terminal): Promise<number> {
	await write(terminal.stdout, [`${JSON.stringify(documentSchema(values.kind as ResourceKind | undefined), null, 2)}\n`]);
	return 0;
}
