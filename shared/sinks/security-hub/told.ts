import * as z from "zod";
import { ConfigError } from "../../core/errors.ts";
import { gzipped } from "../s3/compressed.ts";
import { jsonOf } from "../s3/latest.ts";
import { addressOf } from "../s3/layout.ts";
import type { ObjectStore } from "../s3/store.ts";

const ToldFinding = z.strictObject({
	/** Of what was told last; empty when it may or may not have arrived. */
	hash: z.string(),
	/** The `UpdatedAt` of it: Security Hub takes only later ones. */
	updatedAt: z.iso.datetime(),
	createdAt: z.iso.datetime(),
	status: z.string(),
	severity: z.string(),
	title: z.string(),
	resource: z.strictObject({ Type: z.string(), Id: z.string(), Partition: z.string(), Region: z.string() }),
	/** It was archived then. */
	archived: z.literal(true).optional(),
	/** Hash of what Security Hub will never take. */
	refused: z.string().optional(),
});

/** What Security Hub knows of a finding, and enough of it to say later that it is gone. */
export type ToldFinding = z.infer<typeof ToldFinding>;

const ToldSchema = z.strictObject({
	version: z.literal(1),
	/** End of the newest scan that was told. */
	at: z.iso.datetime(),
	findings: z.record(z.string(), ToldFinding),
});

/** What Security Hub was told of a scope: uid to finding. */
export type Told = z.infer<typeof ToldSchema>;

/** With what a write must find unchanged. */
export interface StoredTold {
	readonly told?: Told;
	readonly etag?: string;
}

/** Reads what was told of a scope; `ConfigError` when the object is something else. */
export async function readTold(store: ObjectStore, key: string): Promise<StoredTold> {
	const stored = await store.get(key);
	if (!stored) return {};
	const source = addressOf(store.bucket, key);
	const parsed = ToldSchema.safeParse(await jsonOf(stored.body, source));
	if (!parsed.success)
		throw new ConfigError(`${source} is not what Parapet wrote of Security Hub. Move it away: everything is then told anew.`);
	return { told: parsed.data, etag: stored.etag };
}

/** Writes it when nobody else has meanwhile; gives the new state to write upon, undefined when somebody has. */
export async function writeTold(store: ObjectStore, key: string, told: Told, etag: string | undefined): Promise<StoredTold | undefined> {
	const body = await gzipped([JSON.stringify(told)]);
	const condition = etag === undefined ? ({ absent: true } as const) : { etag };
	if (!(await store.put(key, body, "application/gzip", condition))) return undefined;
	const stored = await store.get(key);
	return stored && Buffer.from(stored.body).equals(body) ? { told, etag: stored.etag } : undefined;
}
