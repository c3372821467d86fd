import {
	accepts,
	already,
	currentValue,
	done,
	located,
	opened,
	type StepRequest,
	type StepResult,
	unreachable,
	valueAt,
} from "./common.ts";
import { assertSame, userOfNext } from "./create.ts";
import { type Asking, ask } from "./effects.ts";
import { RotationError } from "./errors.ts";
import { carries, currentLabel, pendingLabel, versionWith } from "./labels.ts";

/** Logs in with the pending password and tries what its user is there for. */
export function* testSecret(request: StepRequest): Asking<StepResult> {
	const description = yield* opened(request);
	const finished = carries(description, request.token, currentLabel);
	const current = yield* currentValue(request);
	// When rotation is only tested the pending version may hold the current value, or none yet.
	const tested = (yield* valueAt(request, { version: request.token })) ?? current;
	const sameUser = tested.secret.username === current.secret.username;
	yield* assertSame(request, current.secret, tested.secret, sameUser ? current.secret.username : userOfNext(request, current.secret));
	const destination = yield* located(request, current.secret);
	const answer = yield* ask({ kind: "probe", destination, as: tested.secret });
	if (!answer.ok) {
		if (answer.failure === "auth")
			throw new RotationError(
				request.step,
				"retry",
				`The database does not accept the ${finished ? "current" : "pending"} password of ${JSON.stringify(tested.secret.username)}.`,
			);
		throw unreachable(request, `The pending credentials do not work at ${destination.host}:${destination.port}`, answer);
	}
	return done(
		request,
		`${JSON.stringify(tested.secret.username)} logs in at ${destination.host}:${destination.port} and its probes succeed.`,
	);
}

/** Makes the pending version current, when the database accepts it, and takes the label of a rotation under way from it. */
export function* finishSecret(request: StepRequest): Asking<StepResult> {
	const { secret, step, token } = request;
	const description = yield* opened(request);
	if (carries(description, token, currentLabel)) {
		if (carries(description, token, pendingLabel)) yield* ask({ kind: "label", label: pendingLabel, from: token });
		return already(request, "The rotation is finished.");
	}
	const current = yield* currentValue(request);
	const pending = yield* valueAt(request, { version: token });
	if (!pending) throw new RotationError(step, "retry", `The pending version ${token} of ${secret} has no value.`);
	yield* assertSame(request, current.secret, pending.secret, userOfNext(request, current.secret));
	const destination = yield* located(request, current.secret);
	if (!(yield* accepts(request, destination, pending.secret)))
		throw new RotationError(
			step,
			"retry",
			`The database does not accept the pending password of ${JSON.stringify(pending.secret.username)}: the current version stays.`,
		);
	// What was true before the database was asked need not be any more.
	const from = versionWith(yield* opened(request), currentLabel);
	if (from !== current.version) throw new RotationError(step, "retry", `The current version of ${secret} changed meanwhile.`);
	if (!(yield* ask({ kind: "label", label: currentLabel, to: token, from })))
		throw new RotationError(step, "stale", `The current version of ${secret} was changed by somebody else.`);
	yield* ask({ kind: "label", label: pendingLabel, from: token });
	return done(request, `Version ${token} is current.`);
}
