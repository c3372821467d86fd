import { already, currentValue, done, opened, type StepRequest, type StepResult, valueAt } from "./common.ts";
import { type Asking, ask } from "./effects.ts";
import { RotationError } from "./errors.ts";
import { carries, currentLabel, pendingLabel } from "./labels.ts";
import { alternateOf, type DatabaseSecret, differenceOf, secretText } from "./secret.ts";

/** Makes the pending value, once for a token: a second delivery finds the first one's and keeps it, because the database may have it by now. */
export function* createSecret(request: StepRequest): Asking<StepResult> {
	const { secret, step, token } = request;
	const description = yield* opened(request);
	if (carries(description, token, currentLabel)) return already(request, "The rotation is finished.");
	const current = yield* currentValue(request);
	const username = userOfNext(request, current.secret);
	const known = yield* valueAt(request, { version: token });
	if (known) {
		yield* assertSame(request, current.secret, known.secret, username);
		if (known.secret.username === current.secret.username && known.secret.password === current.secret.password) {
			// A test of rotation that was left behind: to make it current would rotate nothing and be taken for a rotation.
			yield* ask({ kind: "label", label: pendingLabel, from: token });
			throw new RotationError(
				step,
				"refused",
				`The pending version of ${secret} holds the current password. The rotation was given up, nothing was changed; the next rotation makes a new one.`,
			);
		}
		return already(request, "The pending version has its password.");
	}
	const password = yield* ask({ kind: "generate" });
	const value = secretText(current.secret, username, password);
	yield* ask({ kind: "put", token, value });
	// Of two that write at the same time one wins; what counts is what can be read now.
	const kept = yield* valueAt(request, { version: token });
	if (!kept) throw new RotationError(step, "retry", `The pending version ${token} of ${secret} cannot be read yet.`);
	yield* assertSame(request, current.secret, kept.secret, username);
	return done(request, `A password for ${JSON.stringify(username)} was made.`);
}

/** The user whose password the next version holds. */
export function userOfNext({ step, strategy, secret }: StepRequest, current: DatabaseSecret): string {
	if (strategy === "single") return current.username;
	if (current.masterarn === undefined)
		throw new RotationError(step, "refused", `${secret} has no masterarn: alternating users need the secret of a superuser.`);
	const alternate = alternateOf(current);
	if ("problem" in alternate) throw new RotationError(step, "refused", `${secret}: ${alternate.problem}.`);
	return alternate.name;
}

/**
 * A pending version that leads elsewhere must never be used: it would carry a password, or a change, to another database or user. Its rotation is given up, so
 * that the next one starts clean; this happens when a step of an earlier rotation, stalled until then, moves the current version under a rotation's feet.
 */
export function* assertSame(
	{ step, secret, token }: StepRequest,
	current: DatabaseSecret,
	pending: DatabaseSecret,
	username: string,
): Asking<void> {
	const difference = differenceOf(current, pending) ?? (pending.username === username ? undefined : "username");
	if (difference === undefined) return;
	yield* ask({ kind: "label", label: pendingLabel, from: token });
	throw new RotationError(
		step,
		"refused",
		`The pending version of ${secret} has another ${difference} than the current one calls for. The rotation was given up, the database was not touched; the next rotation starts anew.`,
	);
}
