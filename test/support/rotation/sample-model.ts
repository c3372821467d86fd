import type { StepRequest } from "../../../shared/rotation/common.ts";
import { type Asking, ask } from "../../../shared/rotation/effects.ts";
import { RotationError } from "../../../shared/rotation/errors.ts";
import { carries, currentLabel, pendingLabel, previousLabel, versionWith } from "../../../shared/rotation/labels.ts";
import { alternateOf, type DatabaseSecret, parseSecret, secretText } from "../../../shared/rotation/secret.ts";

/**
 * What the rotation functions that AWS publishes for PostgreSQL and MySQL do, as far as labels and passwords go, in the effects of our own machine, so that both can be
 * put into the same world. Written from the description of their behaviour, step by step; nothing of their text is in it.
 */
export function* sampleStep(request: StepRequest): Asking<unknown> {
	const { step, secret, token } = request;
	const description = yield* ask({ kind: "describe", secret });
	if (description.rotationEnabled === false) throw failed(request, "rotation is not enabled");
	if (!description.labels.has(token)) throw failed(request, "the version has no stage");
	if (carries(description, token, currentLabel)) return undefined;
	if (!carries(description, token, pendingLabel)) throw failed(request, "the version is not pending");
	switch (step) {
		case "createSecret":
			return yield* create(request);
		case "setSecret":
			return yield* request.strategy === "single" ? setSingle(request) : setAlternating(request);
		case "testSecret":
			return yield* test(request);
		case "finishSecret":
			return yield* finish(request);
	}
}

const failed = ({ step }: StepRequest, why: string) => new RotationError(step, "retry", why);

function* valueAt(request: StepRequest, place: { version?: string; label?: string }): Asking<DatabaseSecret | undefined> {
	const read = yield* ask({ kind: "read", secret: request.secret, ...place });
	const parsed = read && parseSecret(read.text);
	return typeof parsed === "string" ? undefined : parsed;
}

function* must(request: StepRequest, place: { version?: string; label?: string }): Asking<DatabaseSecret> {
	const value = yield* valueAt(request, place);
	if (!value) throw failed(request, "there is no such value");
	return value;
}

/** Whatever goes wrong with a connection counts as credentials that do not work. */
function* connects(as: DatabaseSecret): Asking<boolean> {
	const destination = { host: as.host, port: as.port };
	return (yield* ask({ kind: "login", destination, as })).ok;
}

function* create(request: StepRequest): Asking<void> {
	const current = yield* must(request, { label: currentLabel });
	if (yield* valueAt(request, { version: request.token })) return;
	const password = yield* ask({ kind: "generate" });
	const alternate = request.strategy === "single" ? undefined : alternateOf(current);
	const username = alternate && "name" in alternate ? alternate.name : current.username;
	if (!(yield* ask({ kind: "put", token: request.token, value: secretText(current, username, password) })))
		throw failed(request, "the version has another value");
}

function* setSingle(request: StepRequest): Asking<void> {
	const pending = yield* must(request, { version: request.token });
	if (yield* connects(pending)) return;
	const current = yield* must(request, { label: currentLabel });
	if (pending.username !== current.username || pending.host !== current.host) throw failed(request, "another user or host");
	let as = (yield* connects(current)) ? current : undefined;
	if (!as) {
		const previous = yield* valueAt(request, { label: previousLabel });
		if (previous && (yield* connects(previous))) as = previous;
	}
	if (!as) throw failed(request, "no connection with the previous, current or pending secret");
	const answer = yield* ask({ kind: "setPassword", destination: { host: as.host, port: as.port }, as, to: pending });
	if (!answer.ok) throw failed(request, answer.message);
}

function* setAlternating(request: StepRequest): Asking<void> {
	const pending = yield* must(request, { version: request.token });
	if (yield* connects(pending)) return;
	const current = yield* must(request, { label: currentLabel });
	if (pending.host !== current.host) throw failed(request, "another host");
	if (!(yield* connects(current))) throw failed(request, "no connection with the current secret");
	const superuser = yield* must({ ...request, secret: current.masterarn ?? "" }, { label: currentLabel });
	const destination = { host: superuser.host, port: superuser.port };
	const answer = yield* ask({ kind: "setAlternate", destination, as: superuser, to: pending, like: current });
	if (!answer.ok) throw failed(request, answer.message);
}

function* test(request: StepRequest): Asking<void> {
	if (!(yield* connects(yield* must(request, { version: request.token })))) throw failed(request, "no connection with the pending secret");
}

/** The label of the rotation under way stays where it is. */
function* finish({ secret, token }: StepRequest): Asking<void> {
	const from = versionWith(yield* ask({ kind: "describe", secret }), currentLabel);
	if (from === token) return;
	yield* ask({ kind: "label", label: currentLabel, to: token, ...(from === undefined ? {} : { from }) });
}
