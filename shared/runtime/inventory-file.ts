import * as z from "zod";
import { ConfigError } from "../core/errors.ts";
import { intern, restore } from "../core/interning.ts";
import type { Inventory } from "../core/inventory.ts";
import { resourceKinds } from "../core/kinds.ts";
import { Resource } from "../core/resources/index.ts";
import { Unread } from "../core/resources/schema.ts";
import { readData } from "./files.ts";
import { validate } from "./validate.ts";

const format = "parapet-inventory";
const version = 1;

const ScopeSchema = z.strictObject({ partition: z.string(), account: z.string(), region: z.string(), cluster: z.string().optional() });
const Envelope = z.strictObject({
	format: z.literal(format, { error: `must be "${format}": this is not a saved inventory` }),
	version: z.literal(version, { error: `must be ${version}: the inventory was written by another version of Parapet` }),
	savedAt: z.iso.datetime(),
	shared: z.array(z.unknown()),
	inventory: z.unknown(),
});
const InventorySchema = z.strictObject({
	scopes: z.array(ScopeSchema),
	resources: z.array(Resource),
	errors: z.array(Unread.extend({ scope: ScopeSchema, kinds: z.array(z.enum(resourceKinds)) })),
});

/** A saved inventory with the time when it was collected. */
export interface SavedInventory {
	readonly savedAt: string;
	readonly inventory: Inventory;
}

/** The file's text: what servers share is written once. `savedAt` is ISO 8601. */
export function serializeInventory({ savedAt, inventory }: SavedInventory): string {
	const { shared, value } = intern(inventory);
	return `${JSON.stringify({ format, version, savedAt, shared, inventory: value })}\n`;
}

/** Reads and validates a saved inventory; a `ConfigError` lists every mistake with its path. */
export async function readInventory(path: string): Promise<SavedInventory> {
	const envelope = validate(Envelope, await readData(path), path);
	let value: unknown;
	try {
		value = restore({ shared: envelope.shared, value: envelope.inventory });
	} catch (cause) {
		throw new ConfigError(`${path} is not valid: ${(cause as Error).message}`, { cause });
	}
	// Validation copies what it reads; the parsed value would lose the shared identity that keeps large estates small.
	validate(InventorySchema, value, path);
	return { savedAt: envelope.savedAt, inventory: value as Inventory };
}
