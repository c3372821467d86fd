import { type Asking, ask, type DatabaseAnswer, type SecretDescription, type Server, type StepName } from "./effects.ts";
import { RotationError } from "./errors.ts";
import { carries, currentLabel, pendingLabel } from "./labels.ts";
import { type DatabaseSecret, parseSecret } from "./secret.ts";

/** How the users of a secret take turns. */
export type Strategy = "single" | "alternating";

/** What a step is called with. */
export interface StepRequest {
	readonly step: StepName;
	readonly secret: string;
	/** ClientRequestToken: the id of the version that is made current. */
	readonly token: string;
	readonly strategy: Strategy;
}

/** How a step ended well. */
export interface StepResult {
	readonly step: StepName;
	readonly outcome: "done" | "already";
	/** What was done, for the evidence; no secrets. */
	readonly detail: string;
}

export const done = ({ step }: StepRequest, detail: string): StepResult => ({ step, outcome: "done", detail });
export const already = ({ step }: StepRequest, detail: string): StepResult => ({ step, outcome: "already", detail });

/** The secret, after the checks that every step makes: its rotation is on, and the token is that of the rotation under way or of the finished one. */
export function* opened({ step, secret, token }: StepRequest): Asking<SecretDescription> {
	const description = yield* ask({ kind: "describe", secret });
	if (description.owningService !== undefined)
		throw new RotationError(
			step,
			"refused",
			`${secret} is managed by ${description.owningService}, which rotates it itself. Remove this rotation function from it.`,
		);
	if (description.rotationEnabled === false)
		throw new RotationError(step, "stale", `Rotation of ${secret} is turned off: this step belongs to a rotation that was cancelled.`);
	if (!description.labels.has(token))
		throw new RotationError(step, "stale", `Version ${token} of ${secret} has no label any more: its rotation was replaced.`);
	if (!carries(description, token, currentLabel) && !carries(description, token, pendingLabel))
		throw new RotationError(
			step,
			"stale",
			`Version ${token} of ${secret} is not pending any more: its rotation was cancelled or replaced.`,
		);
	return description;
}

/** The value under a label or of a version; undefined when it has none. */
export function* valueAt(
	request: StepRequest,
	place: { version?: string; label?: string },
): Asking<{ version: string; secret: DatabaseSecret } | undefined> {
	const read = yield* ask({ kind: "read", secret: request.secret, ...place });
	if (!read) return undefined;
	const secret = parseSecret(read.text);
	if (typeof secret === "string")
		throw new RotationError(
			request.step,
			"refused",
			`The ${place.label ?? "pending"} version ${read.version} of ${request.secret} cannot be used: ${secret}.`,
		);
	return { version: read.version, secret };
}

/** The current value, without which nothing can be rotated. */
export function* currentValue(request: StepRequest): Asking<{ version: string; secret: DatabaseSecret }> {
	const current = yield* valueAt(request, { label: currentLabel });
	if (!current)
		throw new RotationError(
			request.step,
			"refused",
			`${request.secret} has no current value: store the database's credentials in it first.`,
		);
	return current;
}

/** The server that takes writes for a secret. */
export function* located(request: StepRequest, secret: DatabaseSecret): Asking<Server> {
	const destination = yield* ask({ kind: "locate", secret });
	if ("refused" in destination) throw new RotationError(request.step, "refused", destination.refused);
	return destination;
}

/** Does the database take the credentials? Throws when it could not be asked: an unreachable database says nothing about a password. */
export function* accepts(request: StepRequest, destination: Server, as: DatabaseSecret): Asking<boolean> {
	const answer = yield* ask({ kind: "login", destination, as });
	if (answer.ok) return true;
	if (answer.failure === "auth") return false;
	throw unreachable(request, `The database at ${destination.host}:${destination.port} could not be asked`, answer);
}

/** A failure that is no verdict on a password. */
export const unreachable = ({ step }: StepRequest, what: string, answer: DatabaseAnswer & { ok: false }): RotationError =>
	new RotationError(step, "retry", `${what} (${answer.failure}): ${answer.message}`);
