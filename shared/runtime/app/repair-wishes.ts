import * as z from "zod";
import { digestOf } from "../../core/alerts/alert.ts";
import { scopeKey } from "../../core/scope.ts";
import type { ScopeChange } from "../../sinks/s3/publish.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { stateLayout } from "./layout.ts";
import { ScopeMessage } from "./messages.ts";

/** That a scope was judged and something in it fails: what the function that repairs is woken by. It says where to look, and never what to do. */
export const RepairWish = z.strictObject({
	schema: z.literal("parapet.repair-wish/1"),
	scope: ScopeMessage,
	/** The snapshot that says so; it may be the latest only in a moment. */
	snapshot: z.string().min(1).max(200),
	at: z.iso.datetime(),
	/** Findings that are new, worse or open again; undefined when there was nothing to compare with: all are. */
	news: z.array(z.string().max(300)).optional(),
});
export type RepairWish = z.infer<typeof RepairWish>;

/** Changes after which a finding is news. */
const news: ReadonlySet<string> = new Set(["new", "worse", "reopened"]);

/**
 * Keeps a wish for what a snapshot says, before it becomes the latest of its scope; a second time changes nothing. Nothing is kept when nothing fails that
 * is not suppressed. Gives whether there is one.
 */
export async function keepWish({ scope, after, drift }: ScopeChange, store: ObjectStore): Promise<boolean> {
	if (!after.findings.some(({ verdict, suppressedBy }) => verdict === "fail" && suppressedBy === undefined)) return false;
	const wish: RepairWish = {
		schema: "parapet.repair-wish/1",
		scope,
		snapshot: after.id,
		at: after.finishedAt,
		...(drift ? { news: drift.differences.flatMap(({ change, after: found }) => (found && news.has(change) ? [found.uid] : [])) } : {}),
	};
	const key = stateLayout.repairWish(digestOf("wish", after.id, scopeKey(scope)));
	await store.put(key, Buffer.from(`${JSON.stringify(wish)}\n`), "application/json", { absent: true });
	return true;
}
