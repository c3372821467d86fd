import type { StepRequest, StepResult } from "./common.ts";
import { createSecret } from "./create.ts";
import type { Answers, Asking, Effect, StepName } from "./effects.ts";
import { finishSecret, testSecret } from "./finish.ts";
import { setSecret } from "./set.ts";

const steps: Readonly<Record<StepName, (request: StepRequest) => Asking<StepResult>>> = {
	createSecret,
	setSecret,
	testSecret,
	finishSecret,
};

/** A step of the protocol, as a machine that asks for one effect at a time and keeps nothing between deliveries. */
export const rotationStep = (request: StepRequest): Asking<StepResult> => steps[request.step](request);

/** Does what effects ask for. A rejection ends the step as a crash would: the next delivery begins anew. */
export type Perform = <E extends Effect>(effect: E) => Promise<Answers[E["kind"]]>;

/** Runs a step to its end. */
export async function runStep(request: StepRequest, perform: Perform): Promise<StepResult> {
	const step = rotationStep(request);
	let next = step.next();
	while (!next.done) next = step.next(await perform(next.value));
	return next.value;
}
