import type { StepName } from "./effects.ts";

/**
 * Why a step ended without doing its work. `retry`: nothing is wrong with the rotation itself, the same step may succeed later. `stale`: the step
 * belongs to a rotation that is over or was replaced. `refused`: carrying on would be wrong, whatever is tried; a person must change something.
 * `stuck`: no version that is known opens the database.
 */
export type RotationReason = "retry" | "stale" | "refused" | "stuck";

/** A step failed. The message says what to do and never holds a secret. */
export class RotationError extends Error {
	override readonly name = "RotationError";
	readonly step: StepName;
	readonly reason: RotationReason;

	constructor(step: StepName, reason: RotationReason, message: string, options?: ErrorOptions) {
		super(message, options);
		this.step = step;
		this.reason = reason;
	}
}
