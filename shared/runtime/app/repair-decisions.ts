import * as z from "zod";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { stateLayout } from "./layout.ts";

/** What somebody decided about a plan. It is a wish until the engine has held it against the attempt: its hash, its expiry, who may approve. */
export const RepairDecision = z.strictObject({
	schema: z.literal("parapet.repair-decision/1"),
	attempt: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
	/** Of the plan that was shown. */
	hash: z.string().regex(/^[0-9a-f]{64}$/),
	approve: z.boolean(),
	at: z.iso.datetime(),
	/** The Slack user: the id is what counts, names may change. */
	by: z.strictObject({ id: z.string().max(30), name: z.string().max(100), team: z.string().max(30).optional() }),
	/** The target of alerts, the channel and the message whose button was pressed. */
	target: z.string(),
	channel: z.string(),
	message: z.string(),
});
export type RepairDecision = z.infer<typeof RepairDecision>;

/** Keeps a decision; false when somebody else was first. Writing it wakes the function that repairs. */
export async function keepRepairDecision(decision: RepairDecision, store: ObjectStore): Promise<boolean> {
	const body = Buffer.from(`${JSON.stringify(decision, undefined, "\t")}\n`);
	return store.put(stateLayout.repairDecision(decision.attempt, decision.hash), body, "application/json", { absent: true });
}
