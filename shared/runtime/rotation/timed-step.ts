import type { StepRequest, StepResult } from "../../rotation/common.ts";
import type { Effect } from "../../rotation/effects.ts";
import { RotationError } from "../../rotation/errors.ts";
import { type Perform, runStep } from "../../rotation/machine.ts";
import { performWith } from "../../rotation/perform.ts";
import type { RotationParts } from "../../rotation/ports.ts";
import { AwsRefused } from "./failure.ts";

/** What a step did, one effect after the other; no secrets. */
export interface Done {
	readonly effect: Effect["kind"];
	readonly milliseconds: number;
	/** How a database answered, where one was asked and did not do it. */
	readonly failure?: string;
}

/** How long an effect may take, in milliseconds: it is not begun when less is left. */
const longest = (kind: Effect["kind"]): number =>
	kind === "setPassword" || kind === "setAlternate" ? 30_000 : kind === "login" || kind === "probe" ? 12_000 : 4_000;

/** Runs a step while there is time; whatever goes wrong ends as a `RotationError` whose message holds no secret. `did` is told of each effect. */
export async function timedStep(
	request: StepRequest,
	parts: RotationParts,
	{ remaining, did = () => {} }: { readonly remaining: () => number; readonly did?: (done: Done) => void },
): Promise<StepResult> {
	const perform = performWith(parts, request.secret);
	const timed = (async (effect: Effect) => {
		const left = remaining();
		if (left < longest(effect.kind))
			throw new RotationError(
				request.step,
				"retry",
				`There are ${Math.max(0, Math.round(left / 1000))} seconds left, too few for ${effect.kind}: nothing was begun that could not be ended.`,
			);
		const began = performance.now();
		const answer = await perform(effect);
		const failure = typeof answer === "object" && answer !== null && "failure" in answer ? { failure: answer.failure } : {};
		did({ effect: effect.kind, milliseconds: Math.round(performance.now() - began), ...failure });
		return answer;
	}) as Perform;
	try {
		return await runStep(request, timed);
	} catch (error) {
		throw typed(request, error);
	}
}

/** Any failure of a step as a typed one. What nobody foresaw keeps its place in the code and not its message, which could hold anything. */
export function typed({ step }: Pick<StepRequest, "step">, error: unknown): RotationError {
	if (error instanceof RotationError) return error;
	if (error instanceof AwsRefused) return new RotationError(step, "retry", error.message);
	const name = error instanceof Error ? error.name : typeof error;
	const place = error instanceof Error ? (/\n\s+at (.+)/.exec(error.stack ?? "")?.[1] ?? "") : "";
	return new RotationError(step, "retry", `The step failed unexpectedly (${name}${place === "" ? "" : ` at ${place}`}).`);
}
