import type { StepRequest, Strategy } from "../../../shared/rotation/common.ts";
import { type Answers, type Asking, type DatabaseAnswer, type Effect, stepNames } from "../../../shared/rotation/effects.ts";
import { RotationError } from "../../../shared/rotation/errors.ts";
import { rotationStep } from "../../../shared/rotation/machine.ts";
import { type SecretModel, SecretRefused, secretModel } from "./secret-model.ts";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf";
const superuserArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-AbCdEf";
const superuser = { engine: "postgres", host: "db", port: 5432, username: "root", password: "root-password" };

/** The longest that a Lambda runs, in milliseconds. */
const lambdaLimit = 15 * 60_000;

/** What happened in a history. */
export interface History {
	readonly seed: number;
	readonly crashes: number;
	readonly finished: number;
	/** Steps that were delivered, how many of them not for the first time, and how many while another was running. */
	readonly deliveries: number;
	readonly duplicates: number;
	readonly overlapping: number;
	/** What was done, when it was to be told. */
	readonly trace: readonly string[];
	/** A managed user that no labelled version opens, at the moment when that became so. */
	readonly lockout?: string;
	/** What went wrong otherwise. */
	readonly defect?: string;
}

interface Actor {
	readonly name: string;
	readonly machine: Asking<unknown>;
	readonly since: number;
	effect: Effect;
	/** It stalls until this turn: a paused process, a slow network. */
	asleep: number;
	/** A session with the database is open: what it asks for will be done, whatever happens to the password meanwhile. */
	session?: { readonly allowed: boolean };
}

/**
 * One history: rotations are started, cancelled and started again, their steps delivered once, twice and at the same time, in any order, and
 * ended between any two effects or between an effect and its answer. After every single effect R1 is looked at: some labelled version opens the database
 * for each managed user. Then the dust settles, a last rotation runs without faults, and everything must be in order.
 */
export function playHistory(
	seed: number,
	strategy: Strategy,
	told = false,
	steps: (request: StepRequest) => Asking<unknown> = rotationStep,
): History {
	const random = generator(seed);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
	const first = { engine: "postgres", host: "db", port: 5432, username: "orders", password: "p0", masterarn: superuserArn };
	const withSuperuser = strategy === "alternating" || random() < 0.3;
	const { masterarn: _, ...alone } = first;
	const secret = secretModel(arn, JSON.stringify(withSuperuser ? first : alone));
	const users = new Map([
		["orders", "p0"],
		["root", "root-password"],
	]);
	const trace: string[] = [];
	const tell = (text: () => string): void => {
		if (told) trace.push(text());
	};
	const actors: Actor[] = [];
	/** Some histories are calm, so that rotations come to their end in them, some are not. */
	const crashRate = random() * 0.08;
	const tokens: string[] = [];
	let now = 1_700_000_000_000;
	let passwords = 0;
	let crashes = 0;
	let finished = 0;
	let outage = false;
	const delivered = new Set<string>();
	let deliveries = 0;
	let overlapping = 0;
	let failure: string | undefined;
	const world = { secret, users, now: () => now, password: () => `p${++passwords}`, outage: () => outage };

	const broken = (): string | undefined => {
		for (const [user, password] of users) {
			if (user === "root") continue;
			let found = false;
			for (const known of secret.labelled(user)) if (known === password) found = true;
			if (!found) return user;
		}
		return undefined;
	};
	const start = (token: string, step: (typeof stepNames)[number]) => {
		const machine = steps({ step, secret: arn, token, strategy });
		const name = `${step}(${token})`;
		tell(() => `${name} begins`);
		delivered.add(name);
		deliveries++;
		if (actors.length > 0) overlapping++;
		const opening = machine.next();
		if (!opening.done) actors.push({ name, machine, since: now, effect: opening.value, asleep: 0 });
	};
	const drop = (actor: Actor) => actors.splice(actors.indexOf(actor), 1);
	/** Does an actor's next effect; false when it has ended. */
	const advance = (actor: Actor, crashAfter: boolean): boolean => {
		const { effect } = actor;
		if ((effect.kind === "setPassword" || effect.kind === "setAlternate") && !actor.session) {
			actor.session = { allowed: users.get(effect.as.username) === effect.as.password };
			return true;
		}
		let answer: Answers[Effect["kind"]];
		try {
			answer = perform(effect, world, actor.session?.allowed ?? false);
		} catch (error) {
			if (!(error instanceof SecretRefused)) throw error;
			tell(() => `${actor.name}: ${effect.kind} refused by Secrets Manager: ${error.message}`);
			drop(actor);
			return false;
		}
		delete actor.session;
		tell(
			() => `${actor.name}: ${effect.kind}${effect.kind === "label" ? ` ${effect.label} ${effect.from ?? "-"} > ${effect.to ?? "-"}` : ""}`,
		);
		if (crashAfter) {
			crashes++;
			tell(() => `${actor.name} crashes`);
			drop(actor);
			return false;
		}
		try {
			const next = actor.machine.next(answer);
			if (next.done) {
				if (actor.name.startsWith("finish")) finished++;
				tell(() => `${actor.name} ends`);
				drop(actor);
				return false;
			}
			actor.effect = next.value;
			return true;
		} catch (error) {
			if (!(error instanceof RotationError)) throw error;
			failure = `${actor.name} fails: ${error.reason}: ${error.message}`;
			tell(() => failure as string);
			drop(actor);
			return false;
		}
	};
	const result = (rest: Pick<History, "lockout" | "defect"> = {}): History => ({
		seed,
		crashes,
		finished,
		deliveries,
		duplicates: deliveries - delivered.size,
		overlapping,
		trace,
		...rest,
	});

	const length = 60 + Math.floor(random() * 300);
	for (let turn = 0; turn < length; turn++) {
		const dice = random();
		now += Math.floor(random() * 20_000);
		const awake = actors.filter(({ asleep }) => asleep <= turn);
		const actor = awake.length > 0 ? pick(awake) : undefined;
		if (actor && random() < 0.03) actor.asleep = turn + Math.floor(random() * 100);
		if (dice < 0.8 && actor) advance(actor, random() < crashRate);
		else if (dice < 0.87 && tokens.length > 0) {
			// Mostly the step that comes next for the newest rotation; sometimes any step of any rotation.
			const token = random() < 0.8 ? (tokens.at(-1) as string) : pick(tokens);
			start(token, random() < 0.7 ? nextStep(secret, users, token) : pick(stepNames));
		} else if (dice < 0.9) {
			const token = `t${tokens.length + 1}`;
			if (secret.rotate(token)) {
				tokens.push(token);
				tell(() => `RotateSecret ${token}`);
			}
		} else if (dice < 0.915) {
			tell(() => "CancelRotateSecret");
			secret.cancel();
			if (random() < 0.6) {
				const pending = secret.holder("AWSPENDING");
				if (pending !== undefined && pending !== secret.holder("AWSCURRENT")) secret.label({ label: "AWSPENDING", from: pending });
			}
		} else if (dice < 0.93) {
			tell(() => "rotation is turned on");
			secret.enable();
		} else if (dice < 0.95) {
			tell(() => "deprecated versions are deleted");
			secret.collect();
		} else if (dice < 0.97) {
			now += Math.floor(random() * 50) * 60_000;
			for (const old of [...actors])
				if (now - old.since > lambdaLimit) {
					crashes++;
					tell(() => `${old.name} times out`);
					drop(old);
				}
		} else if (dice < 0.98) {
			outage = !outage;
			tell(() => (outage ? "the database cannot be reached" : "the database is back"));
		} else if (actor) {
			crashes++;
			tell(() => `${actor.name} crashes`);
			drop(actor);
		}
		const user = broken();
		if (user !== undefined) return result({ lockout: user });
	}

	// The dust settles.
	failure = undefined;
	for (const actor of [...actors]) drop(actor);
	outage = false;
	now += 2 * 60 * 60_000;
	secret.enable();
	let token = "";
	// A rotation that a stalled step has spoiled gives up; the one after it must succeed.
	for (const last of ["last", "after all"]) {
		const leftover = secret.holder("AWSPENDING");
		token = leftover !== undefined && leftover !== secret.holder("AWSCURRENT") ? leftover : last;
		if (token === last) secret.rotate(token);
		tell(() => `a rotation without faults: ${token}`);
		failure = undefined;
		for (const step of stepNames) {
			start(token, step);
			const actor = actors[0];
			while (actor && actors.includes(actor)) {
				advance(actor, false);
				const user = broken();
				if (user !== undefined) return result({ lockout: user });
			}
			if (failure !== undefined) break;
		}
		if (failure === undefined) break;
	}
	if (failure !== undefined) return result({ defect: failure });
	const current = JSON.parse(secret.read({ label: "AWSCURRENT" })?.text ?? "{}") as { username: string; password: string };
	if (secret.holder("AWSCURRENT") !== token) return result({ defect: "the last rotation did not become current" });
	if (users.get(current.username) !== current.password) return result({ defect: "the current version does not open the database" });
	const pending = secret.holder("AWSPENDING");
	if (pending !== undefined) return result({ defect: `AWSPENDING was left on ${pending}` });
	return result();
}

interface World {
	readonly secret: SecretModel;
	readonly users: Map<string, string>;
	readonly now: () => number;
	readonly password: () => string;
	readonly outage: () => boolean;
}

const ok: DatabaseAnswer = { ok: true };
const no = (failure: "auth" | "timeout" | "lost"): DatabaseAnswer => ({ ok: false, failure, message: failure });

/** What the world does for an effect. `allowed`: the session that changes a password was let in when it was opened. */
function perform(effect: Effect, { secret, users, now, password, outage }: World, allowed: boolean): Answers[Effect["kind"]] {
	switch (effect.kind) {
		case "describe":
			return effect.secret === superuserArn
				? { arn: superuserArn, labels: new Map([["v0", ["AWSCURRENT"]]]), tags: {} }
				: secret.describe();
		case "read":
			return effect.secret === superuserArn ? { version: "v0", text: JSON.stringify(superuser) } : secret.read(effect);
		case "generate":
			return password();
		case "put":
			return secret.put(effect.token, effect.value);
		case "label":
			return secret.label(effect);
		case "locate":
			return { host: effect.secret.host, port: effect.secret.port };
		case "prove":
			return undefined;
		case "now":
			return now();
		case "login":
		case "probe":
			if (outage()) return no("timeout");
			return users.get(effect.as.username) === effect.as.password ? ok : no("auth");
		case "setPassword":
		case "setAlternate":
			if (outage()) return no("lost");
			if (!allowed) return no("auth");
			users.set(effect.to.username, effect.to.password);
			return ok;
	}
}

/** What Secrets Manager would deliver next to a well-behaved function. */
function nextStep(secret: SecretModel, users: ReadonlyMap<string, string>, token: string): (typeof stepNames)[number] {
	const version = secret.versions.get(token);
	if (version?.value === undefined) return "createSecret";
	const { username, password } = JSON.parse(version.value) as { username: string; password: string };
	return users.get(username) === password ? "finishSecret" : "setSecret";
}

/** Mulberry32: the same seed gives the same history. */
export function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let value = state;
		value = Math.imul(value ^ (value >>> 15), value | 1);
		value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
		return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
	};
}
