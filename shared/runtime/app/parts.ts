import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { ConfigError } from "../../core/errors.ts";
import { intern, restore } from "../../core/interning.ts";
import type { Inventory } from "../../core/inventory.ts";
import type { ResourceKind } from "../../core/kinds.ts";
import type { Resource } from "../../core/resources/index.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import { gzipped } from "../../sinks/s3/compressed.ts";
import { addressOf } from "../../sinks/s3/layout.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { stateLayout } from "./layout.ts";

const format = "parapet.part/2";

/** What was read of a scope in one go, before it was joined with the rest. */
export interface Part {
	/** When reading it began, ISO 8601. */
	readonly startedAt: string;
	/** When it had been read, ISO 8601. */
	readonly savedAt: string;
	/** `kinds` of the configuration that it was read by: what it did not ask for was not looked at. */
	readonly kinds: readonly ResourceKind[];
	readonly inventory: Inventory;
}

interface Head extends Omit<Inventory, "resources"> {
	readonly format: typeof format;
	readonly startedAt: string;
	readonly savedAt: string;
	readonly kinds: readonly ResourceKind[];
	readonly shared: readonly unknown[];
}

/** Keeps a part. The first that was kept stays: false when there was one. */
export async function writePart(state: ObjectStore, key: string, part: Part): Promise<boolean> {
	return state.put(key, await gzipped(linesOf(part)), "application/gzip", { absent: true });
}

/** A head, then a resource a line: the whole text of a large scope is longer than a string can be. */
function* linesOf({ startedAt, savedAt, kinds, inventory }: Part): Generator<string> {
	const { shared, value } = intern(inventory);
	const { resources, scopes, errors } = value as Inventory;
	yield `${JSON.stringify({ format, startedAt, savedAt, kinds, scopes, errors, shared } satisfies Head)}\n`;
	for (const resource of resources) yield `${JSON.stringify(resource)}\n`;
}

/** Reads a part that must be there. What is no part is a `ConfigError`: only the application writes there. */
export async function readPart(state: ObjectStore, key: string): Promise<Part> {
	const source = addressOf(state.bucket, key);
	const stored = await state.get(key);
	if (!stored)
		throw new ConfigError(`${source} is no longer there: what was read of the scope cannot be published. The next run reads it again.`);
	const [head, ...lines] = textLines(await promisify(gunzip)(stored.body));
	const { format: found, startedAt, savedAt, kinds, scopes, errors, shared } = JSON.parse(head ?? "{}") as Head;
	if (found !== format) throw new ConfigError(`${source} was written by another version of Parapet. The next run reads the scope again.`);
	const resources = lines.map((line) => JSON.parse(line) as Resource);
	return { startedAt, savedAt, kinds, inventory: restore({ shared, value: { scopes, resources, errors } }) as Inventory };
}

function* textLines(text: Buffer): Generator<string> {
	let at = 0;
	for (let end = text.indexOf(10); end >= 0; end = text.indexOf(10, at)) {
		yield text.toString("utf8", at, end);
		at = end + 1;
	}
}

/** Parts as one inventory, each scope once. */
export function mergedParts(parts: readonly Inventory[]): Inventory {
	const scopes = new Map(parts.flatMap((part) => part.scopes.map((scope) => [scopeKey(scope), scope] as const)));
	return {
		scopes: [...scopes.values()],
		resources: parts.flatMap(({ resources }) => resources),
		errors: parts.flatMap(({ errors }) => errors),
	};
}

/** The name of a part by its key, and back. */
export const partName = (run: string, scope: Scope, key: string): string =>
	key.slice(stateLayout.workOf(run, scope).length).replace(/\.json\.gz$/, "");
