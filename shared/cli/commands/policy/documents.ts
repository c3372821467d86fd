import { documentOf } from "../../../core/document.ts";
import { ConfigError } from "../../../core/errors.ts";
import { inertJson } from "../../../reports/text.ts";
import { readInventory } from "../../../runtime/inventory-file.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { PolicyArguments } from "../policy.ts";

/** Prints the documents of a saved inventory, one a line, as policies get them. The time of judging is that of the inventory. */
export async function documents({ values }: PolicyArguments, terminal: Terminal): Promise<number> {
	if (values.inventory === undefined)
		throw new ConfigError("Name what a scan has saved: parapet policy documents --inventory FILE (parapet scan --save-inventory FILE).");
	const { inventory, savedAt } = await readInventory(values.inventory);
	const chosen = inventory.resources.filter(({ kind }) => values.kind === undefined || kind === values.kind);
	await write(
		terminal.stdout,
		chosen.values().map((resource) => `${inertJson(documentOf(resource, savedAt))}\n`),
	);
	if (chosen.length === 0) {
		const kinds = [...new Set(inventory.resources.map(({ kind }) => kind))].sort().join(", ");
		await write(terminal.stderr, [`${values.inventory} has no ${values.kind ?? "resource"}${kinds ? `; it has ${kinds}` : ""}.\n`]);
	}
	return 0;
}
