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
import { type Asking, ask, type DatabaseAnswer, type SecretDescription, type Server } from "./effects.ts";
import { RotationError } from "./errors.ts";
import { carries, currentLabel, isFresh, isSettled, markedVersions, ownLabel, pendingLabel, previousLabel, versionWith } from "./labels.ts";
import { type DatabaseSecret, differenceOf } from "./secret.ts";

interface Setting {
	readonly request: StepRequest;
	readonly description: SecretDescription;
	readonly current: { readonly version: string; readonly secret: DatabaseSecret };
	readonly pending: DatabaseSecret;
	readonly destination: Server;
}

/**
 * Gives the database the pending password. What it may be is in Secrets Manager, read back and labelled, before the database is touched, so that whatever
 * happens some labelled version opens it.
 */
export function* setSecret(request: StepRequest): Asking<StepResult> {
	const { secret, step, token } = request;
	const description = yield* opened(request);
	if (carries(description, token, currentLabel)) return already(request, "The rotation is finished.");
	const current = yield* currentValue(request);
	const pending = yield* valueAt(request, { version: token });
	if (!pending)
		throw new RotationError(
			step,
			"retry",
			`The pending version ${token} of ${secret} has no value: createSecret has not run, or cannot be read yet.`,
		);
	// Everything that could make this the wrong database or user is checked before any connection.
	yield* assertSame(request, current.secret, pending.secret, userOfNext(request, current.secret));
	const destination = yield* located(request, current.secret);
	const setting: Setting = { request, description, current, pending: pending.secret, destination };
	if (yield* accepts(request, destination, pending.secret)) {
		// For the other user of a pair the privileges are made equal again every time.
		if (request.strategy === "single") return already(request, "The database has the pending password.");
	}
	yield* marked(setting);
	const by = yield* request.strategy === "single" ? setSingle(setting) : setAlternating(setting);
	if (!(yield* accepts(request, destination, pending.secret)))
		throw new RotationError(
			step,
			"retry",
			`The database does not accept the password that it was given for ${JSON.stringify(pending.secret.username)}: somebody else changes it.`,
		);
	yield* tidied(setting);
	return done(request, `${JSON.stringify(pending.secret.username)} has the pending password, set by ${by}.`);
}

/** Labels the version, and looks once more whether the rotation is still this one. */
function* marked({ request, description, pending }: Setting): Asking<void> {
	const { token } = request;
	const now = yield* ask({ kind: "now" });
	const isMarked = (by: SecretDescription) => markedVersions(by).some((each) => each.version === token && isFresh(each, now));
	if (!isMarked(description)) yield* ask({ kind: "label", label: ownLabel(token, now), to: token });
	const again = yield* opened(request);
	if (!carries(again, token, pendingLabel))
		throw new RotationError(request.step, "stale", `Version ${token} of ${request.secret} is not pending any more.`);
	if (!isMarked(again))
		throw new RotationError(request.step, "retry", `The label on version ${token} of ${request.secret} cannot be seen yet.`);
	// Before it had our label the version may have been cancelled, deleted and written anew by a step that had stalled; from here on nobody can.
	const kept = yield* valueAt(request, { version: token });
	if (kept?.secret.password !== pending.password || kept.secret.username !== pending.username)
		throw new RotationError(request.step, "stale", `Version ${token} of ${request.secret} was written anew meanwhile.`);
}

/** The user changes its own password, with whatever version opens the database; else the superuser does. */
function* setSingle(setting: Setting): Asking<string> {
	const { request, pending, destination } = setting;
	const change = { kind: "setPassword", destination, to: pending, current: setting.current.secret } as const;
	let why = "";
	for (const { secret, name } of yield* candidates(setting)) {
		if (!(yield* accepts(request, destination, secret))) continue;
		const answer = yield* ask({ ...change, as: secret });
		if (answer.ok) return `itself, with ${name}`;
		if (answer.failure !== "permission") yield* refused(setting, answer);
		// Servers may keep password changes to administrators (rds.restrict_password_commands).
		why = ` (${answer.message})`;
		break;
	}
	const superuser = yield* superuserOf(setting);
	if (!superuser)
		throw new RotationError(
			request.step,
			"stuck",
			`No version of ${request.secret} can change the password of ${JSON.stringify(pending.username)}${why}. Name a superuser's secret in its member masterarn, or set the password by hand to that of the current version.`,
		);
	const answer = yield* ask({ ...change, as: superuser });
	if (!answer.ok) yield* refused(setting, answer);
	return `the superuser ${JSON.stringify(superuser.username)}`;
}

/** The superuser makes the other user equal to the current one. */
function* setAlternating(setting: Setting): Asking<string> {
	const { request, current, pending, destination } = setting;
	const superuser = yield* superuserOf(setting);
	if (!superuser)
		throw new RotationError(
			request.step,
			"refused",
			`${request.secret} has no masterarn: alternating users need the secret of a superuser.`,
		);
	// Whoever wrote the secret must know the user's password; a server that is proved to be the superuser's own stands for it.
	const answer = yield* ask({ kind: "setAlternate", destination, as: superuser, to: pending, like: current.secret });
	if (!answer.ok) yield* refused(setting, answer);
	return `the superuser ${JSON.stringify(superuser.username)}`;
}

/** What may open the database for the same user: the current version, the one before, and those that a rotation may have got as far as setting. */
function* candidates({ request, description, current, pending }: Setting): Asking<{ secret: DatabaseSecret; name: string }[]> {
	const found = [{ secret: current.secret, name: "the current password" }];
	const seen = new Set([request.token, current.version]);
	const others = [
		{ version: versionWith(description, previousLabel), name: "the previous password" },
		...markedVersions(description).map(({ version }) => ({ version, name: "the password of a rotation that was not finished" })),
	];
	for (const { version, name } of others) {
		if (version === undefined || seen.has(version)) continue;
		seen.add(version);
		const value = yield* valueAt(request, { version });
		// One that was kept before the secret was pointed elsewhere must not be tried here.
		if (!value || value.secret.username !== pending.username || differenceOf(current.secret, value.secret) !== undefined) continue;
		found.push({ secret: value.secret, name });
	}
	return found;
}

/** The superuser, after proof that its secret belongs to the same server; its ARN comes from the current version, never from the pending one. */
function* superuserOf({ request, current, destination }: Setting): Asking<DatabaseSecret | undefined> {
	const { masterarn } = current.secret;
	if (masterarn === undefined) return undefined;
	const description = yield* ask({ kind: "describe", secret: masterarn });
	const value = yield* valueAt({ ...request, secret: masterarn }, { label: currentLabel });
	if (!value) throw new RotationError(request.step, "refused", `The superuser's secret ${masterarn} has no value.`);
	const problem = yield* ask({
		kind: "prove",
		superuser: description,
		superuserSecret: value.secret,
		secret: current.secret,
		destination,
	});
	if (problem !== undefined)
		throw new RotationError(request.step, "refused", `The superuser's secret ${masterarn} is not used: ${problem}`);
	return value.secret;
}

/** The database did not change the password. One that it will never take must not be tried for ever: it is given up, and the next rotation makes another. */
function* refused({ request, destination }: Setting, answer: DatabaseAnswer & { ok: false }): Asking<never> {
	if (answer.failure !== "policy")
		throw unreachable(request, `The password could not be changed at ${destination.host}:${destination.port}`, answer);
	yield* ask({ kind: "label", label: pendingLabel, from: request.token });
	throw new RotationError(
		request.step,
		"refused",
		`The database will not take the generated password (${answer.message}). The rotation was given up, nothing was changed; set the password policy of the rotation to what the database asks for.`,
	);
}

/** Takes our label from versions that nobody can be using any more: a secret has room for twenty labels. */
function* tidied({ request, description, current, destination }: Setting): Asking<void> {
	const stale = markedVersions(description).filter(({ version }) => version !== request.token);
	if (stale.length === 0) return;
	const now = yield* ask({ kind: "now" });
	const settled = stale.filter((each) => isSettled(each, now));
	if (settled.length === 0) return;
	// Of a pair the current user's password is another one: an older version may be the only one that opens it.
	if (request.strategy === "alternating" && !(yield* accepts(request, destination, current.secret))) return;
	for (const { label, version } of settled) yield* ask({ kind: "label", label, from: version });
}
