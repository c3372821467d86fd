import type { AwsCaller } from "../../aws/caller.ts";
import type { StepResult } from "../../rotation/common.ts";
import { type StepName, stepNames } from "../../rotation/effects.ts";
import { RotationError } from "../../rotation/errors.ts";
import { awsParts } from "../rotation/parts.ts";
import { type RotationSettings, strategyOf } from "../rotation/settings.ts";
import { type Done, timedStep, typed } from "../rotation/timed-step.ts";
import type { AppContext } from "./context.ts";
import { InvalidEvent } from "./lambda.ts";

/** What Secrets Manager calls a rotation function with. */
export interface RotationEvent {
	readonly step: StepName;
	readonly secret: string;
	readonly token: string;
	readonly rotationToken?: string | undefined;
}

/** Checks an event; nothing of it is repeated. */
export function rotationEventOf(event: unknown): RotationEvent {
	const { Step, SecretId, ClientRequestToken, RotationToken } = (event ?? {}) as Readonly<Record<string, unknown>>;
	const step = stepNames.find((name) => name === Step);
	const problems = [
		...(step ? [] : [`Step is none of ${stepNames.join(", ")}`]),
		...(typeof SecretId === "string" && /^arn:[^:]+:secretsmanager:[^:]+:\d{12}:secret:.+$/.test(SecretId)
			? []
			: ["SecretId is no ARN of a secret"]),
		...(typeof ClientRequestToken === "string" && /^[A-Za-z0-9-]{32,64}$/.test(ClientRequestToken)
			? []
			: ["ClientRequestToken is no id of a version"]),
		...(RotationToken === undefined || typeof RotationToken === "string" ? [] : ["RotationToken is no text"]),
	];
	if (!step || problems.length > 0) throw new InvalidEvent(`The event is not one of a rotation: ${problems.join("; ")}.`);
	return {
		step,
		secret: SecretId as string,
		token: ClientRequestToken as string,
		rotationToken: RotationToken as string | undefined,
	};
}

/** What is kept back of the invocation's time, to end with a word instead of being ended. Milliseconds. */
const reserve = 3_000;

/** One step of a rotation. When rotation is turned on without rotating at once, Secrets Manager asks for testSecret alone. */
export async function rotateSecret(
	event: unknown,
	app: Pick<AppContext, "log" | "remaining">,
	{ caller, settings }: { readonly caller: (region?: string) => AwsCaller; readonly settings: RotationSettings },
): Promise<StepResult> {
	const { step, secret, token, rotationToken } = rotationEventOf(event);
	const remaining = () => app.remaining() - reserve;
	const parts = awsParts({ caller, settings, rotationToken, patient: step !== "createSecret" });
	const effects: Done[] = [];
	const began = performance.now();
	const facts = () => ({ step, secret, version: token, milliseconds: Math.round(performance.now() - began), effects });
	try {
		const { tags, arn } = await parts.secrets.describe(secret);
		const strategy = strategyOf(arn, tags, settings);
		if (typeof strategy !== "string") throw new RotationError(step, "refused", strategy.refused);
		const result = await timedStep({ step, secret, token, strategy }, parts, { remaining, did: (done) => effects.push(done) });
		app.log.info("A step of a rotation is done.", { ...facts(), strategy, outcome: result.outcome, detail: result.detail });
		return result;
	} catch (error) {
		const failure = typed({ step }, error);
		app.log.warn("A step of a rotation was not done.", { ...facts(), reason: failure.reason, message: failure.message });
		throw failure;
	}
}
