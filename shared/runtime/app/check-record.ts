import * as z from "zod";

/** How far the synthetic event of `parapet deploy check` has come: `stateLayout.check(id)` in the state bucket. Reasons hold no secrets. */
export const CheckRecord = z.object({
	id: z.string(),
	/** When assess-change had the event, ISO 8601; it makes the record before it hands the alert on. */
	receivedAt: z.string(),
	/** Written by notify, for each target that the alert is for: an absent one was not tried yet. */
	targets: z.record(
		z.string(),
		z.object({ outcome: z.enum(["sent", "waiting", "rejected"]), at: z.string(), reason: z.string().optional() }),
	),
});
export type CheckRecord = z.infer<typeof CheckRecord>;
