import type { AwsCaller } from "../../aws/caller.ts";
import type { StepResult, Strategy } from "../../rotation/common.ts";
import { type StepName, stepNames } from "../../rotation/effects.ts";
import { RotationError } from "../../rotation/errors.ts";
import type { ObjectStore } from "../../sinks/s3/store.ts";
import { awsParts } from "../rotation/parts.ts";
import { type RotationSettings, strategyOf } from "../rotation/settings.ts";
import { type Done, timedStep, typed } from "../rotation/timed-step.ts";
import type { AppContext } from "./context.ts";
import { InvalidEvent } from "./lambda.ts";
import { keepRotationRecord, type RotationRecord } from "./rotation-evidence.ts";

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

/** What a step works with. */
export interface RotatePorts {
	readonly caller: (region?: string) => AwsCaller;
	readonly settings: RotationSettings;
	/** Opens the evidence bucket, once a step is over. */
	readonly evidence: () => Promise<Pick<ObjectStore, "put">>;
}

/** One step of a rotation, with a record of it in the evidence. When rotation is turned on without rotating at once, Secrets Manager asks for testSecret alone. */
export async function rotateSecret(
	event: unknown,
	app: Pick<AppContext, "log" | "remaining" | "now" | "requestId">,
	{ caller, settings, evidence }: RotatePorts,
): Promise<StepResult> {
	const { step, secret, token, rotationToken } = rotationEventOf(event);
	const remaining = () => app.remaining() - reserve;
	const parts = awsParts({ caller, settings, rotationToken, patient: step !== "createSecret" });
	const effects: Done[] = [];
	const began = performance.now();
	const startedAt = new Date(app.now()).toISOString();
	let strategy: Strategy | undefined;
	const facts = () => ({ step, secret, version: token, milliseconds: Math.round(performance.now() - began), effects });
	const record = (end: Pick<RotationRecord, "outcome" | "detail" | "reason">) =>
		keep(
			{ schema: "parapet.rotation/1", ...facts(), strategy, ...end, startedAt, finishedAt: new Date(app.now()).toISOString() },
			app,
			evidence,
		);
	try {
		const { tags, arn } = await parts.secrets.describe(secret);
		const found = strategyOf(arn, tags, settings);
		if (typeof found !== "string") throw new RotationError(step, "refused", found.refused);
		strategy = found;
		const result = await timedStep({ step, secret, token, strategy }, parts, { remaining, did: (done) => effects.push(done) });
		app.log.info("A step of a rotation is done.", { ...facts(), strategy, outcome: result.outcome, detail: result.detail });
		await record({ outcome: result.outcome, detail: result.detail });
		return result;
	} catch (error) {
		const failure = typed({ step }, error);
		app.log.warn("A step of a rotation was not done.", { ...facts(), reason: failure.reason, message: failure.message });
		await record({ outcome: "failed", detail: failure.message, reason: failure.reason });
		throw failure;
	}
}

/** A record that cannot be written is an error in the log, and no failure of the step: what the step did is done, and the log has all that the record has. */
async function keep(
	record: Omit<RotationRecord, "request">,
	{ log, requestId }: Pick<AppContext, "log" | "requestId">,
	evidence: RotatePorts["evidence"],
): Promise<void> {
	try {
		const key = await keepRotationRecord(await evidence(), { ...record, request: requestId });
		log.debug("The record of the step is in the evidence.", { key });
	} catch (error) {
		log.error("The record of a step of a rotation could not be written; the step itself is not touched by it.", {
			step: record.step,
			secret: record.secret,
			version: record.version,
			problem: error instanceof Error ? error.message : typeof error,
		});
	}
}
