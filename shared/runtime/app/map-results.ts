import * as z from "zod";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { PublishedScope, ScopeMessage } from "./messages.ts";

const File = z.looseObject({ Key: z.string() });
/** `manifest.json` of a Distributed Map's ResultWriter. */
const Manifest = z.looseObject({
	ResultFiles: z.looseObject({
		SUCCEEDED: z.array(File).default([]),
		FAILED: z.array(File).default([]),
		PENDING: z.array(File).default([]),
	}),
});
/** What is written of each child execution; `Input` and `Output` are JSON texts. */
const Execution = z.looseObject({
	Input: z.string().optional(),
	Output: z.string().optional(),
	Status: z.string().optional(),
	Error: z.string().optional(),
	Cause: z.string().optional(),
});
const Input = z.looseObject({ item: z.looseObject({ scope: ScopeMessage }) });

/** What became of the item of a child execution. */
export interface MapResult {
	readonly published?: PublishedScope;
	/** Why it failed. */
	readonly reason?: string;
}

/**
 * What the Distributed Map wrote, by `scopeKey` of the item. `manifest` is the key that Step Functions names; without it the manifests below the
 * folder are taken. Nothing when there is none. Throws for what is no such file.
 */
export async function readMapResults(state: ObjectStore, folder: string, manifest: string | undefined): Promise<Map<string, MapResult>> {
	const manifests = manifest ? [manifest] : (await state.list(folder)).map(({ key }) => key).filter((key) => key.endsWith("manifest.json"));
	const results = new Map<string, MapResult>();
	for (const key of manifests) {
		const { ResultFiles: files } = Manifest.parse(await json(state, key));
		// What succeeded counts, also when the item failed in an earlier run of the map.
		for (const { Key } of [...files.PENDING, ...files.FAILED, ...files.SUCCEEDED])
			for (const execution of z.array(Execution).parse(await json(state, Key))) {
				const scope = scopeOf(execution.Input);
				if (scope) results.set(scopeKey(scope), resultOf(execution));
			}
	}
	return results;
}

async function json(state: ObjectStore, key: string): Promise<unknown> {
	const stored = await state.get(key);
	if (!stored) throw new Error(`${key} is not there.`);
	return JSON.parse(Buffer.from(stored.body).toString("utf8"));
}

function scopeOf(input: string | undefined): Scope | undefined {
	const parsed = Input.safeParse(JSON.parse(input ?? "{}"));
	return parsed.success ? parsed.data.item.scope : undefined;
}

function resultOf({ Output: output, Status: status, Error: error, Cause: cause }: z.infer<typeof Execution>): MapResult {
	const parsed = status === "SUCCEEDED" ? PublishedScope.safeParse(JSON.parse(output ?? "{}")) : undefined;
	if (parsed?.success) return { published: parsed.data };
	return { reason: [error ?? status ?? "It has no result", cause].filter(Boolean).join(": ").slice(0, 500) };
}
