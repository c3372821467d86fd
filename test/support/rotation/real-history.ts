import type { Strategy } from "../../../shared/rotation/common.ts";
import { type Asking, type Effect, type StepName, stepNames } from "../../../shared/rotation/effects.ts";
import { RotationError } from "../../../shared/rotation/errors.ts";
import { type Perform, rotationStep } from "../../../shared/rotation/machine.ts";
import { performWith } from "../../../shared/rotation/perform.ts";
import type { Engine } from "../../../shared/rotation/ports.ts";
import { generator } from "./history.ts";
import { hostilePassword, opens as opensScram, orderArn, secretStore, superuserArn } from "./real.ts";
import { type SecretModel, SecretRefused, secretModel } from "./secret-model.ts";

interface RealServer {
	readonly engine: Engine;
	readonly port: number;
	readonly superuser: { readonly username: string; readonly password: string };
	/** What the server keeps of each user's password. */
	readonly stored: (users: readonly string[]) => Promise<ReadonlyMap<string, string>>;
	/** Members of secrets for it; PostgreSQL's when left out. */
	readonly secret?: Readonly<Record<string, unknown>>;
	/** Is this what the server keeps of the password? */
	readonly opens?: (stored: string, password: string) => boolean;
}

interface Actor {
	readonly machine: Asking<unknown>;
	effect: Effect;
}

/** What happened in a history on a real server. `problem`: what must not have happened. */
export interface RealHistory {
	readonly crashes: number;
	readonly finished: number;
	readonly effects: number;
	readonly passwords: readonly string[];
	readonly problem?: string;
}

/**
 * A history as those of the model, on a real server: steps are delivered twice, interleaved and in any order, crash between effects, and rotations are cancelled. After every
 * effect what the server keeps is compared with the labelled versions (R1). Then a rotation without faults must succeed. The user must be there with the password.
 */
export async function playOnServer(
	server: RealServer,
	seed: number,
	strategy: Strategy,
	user: string,
	password: string,
): Promise<RealHistory> {
	const random = generator(seed);
	const passwords = [password];
	const generate = () => {
		const made = hostilePassword(random);
		passwords.push(made);
		return made;
	};
	const opens = server.opens ?? opensScram;
	const members = server.secret ?? { engine: "postgres", dbname: "postgres" };
	const value = {
		masterarn: superuserArn,
		...members,
		host: "localhost",
		port: server.port,
		username: user,
		password,
	};
	const secret: SecretModel = secretModel(orderArn, JSON.stringify(value));
	const perform: Perform = performWith(
		{
			secrets: secretStore(secret, { ...members, ...server.superuser, port: server.port }, generate),
			directory: { locate: async ({ host, port }) => ({ host, port }), prove: async () => undefined },
			engines: { postgres: server.engine, mysql: server.engine, mariadb: server.engine },
			now: () => 1_700_000_000_000,
		},
		orderArn,
	);
	const actors: Actor[] = [];
	let crashes = 0;
	let finished = 0;
	let effects = 0;
	let failure: string | undefined;
	const lockedOut = async (): Promise<string | undefined> => {
		for (const [name, verifier] of await server.stored([user, `${user}_clone`]))
			if (![...secret.labelled(name)].some((each) => opens(verifier, each))) return `no labelled version opens the server for ${name}`;
		return undefined;
	};
	const begin = (token: string, step: StepName) => {
		const machine = rotationStep({ step, secret: orderArn, token, strategy });
		const first = machine.next();
		if (!first.done) actors.push({ machine, effect: first.value });
	};
	const drop = (actor: Actor) => actors.splice(actors.indexOf(actor), 1);
	const advance = async (actor: Actor, crash: boolean): Promise<void> => {
		effects++;
		try {
			const answer = await perform(actor.effect);
			if (crash) {
				crashes++;
				drop(actor);
				return;
			}
			const next = actor.machine.next(answer);
			if (!next.done) {
				actor.effect = next.value;
				return;
			}
			if ((next.value as { step: StepName }).step === "finishSecret") finished++;
		} catch (error) {
			if (!(error instanceof RotationError || error instanceof SecretRefused)) throw error;
			failure = error.message;
		}
		drop(actor);
	};
	const result = (problem?: string): RealHistory => ({
		crashes,
		finished,
		effects,
		passwords,
		...(problem === undefined ? {} : { problem }),
	});
	const tokens = ["t1"];
	secret.rotate("t1");
	// At most an effect a turn: a rotation without faults takes 31 of one user, 33 of a pair.
	for (let turn = 0; turn < 60; turn++) {
		const dice = random();
		const actor = actors[Math.floor(random() * actors.length)];
		if (actor && dice < 0.75) {
			await advance(actor, random() < 0.08);
			const problem = await lockedOut();
			if (problem) return result(problem);
		} else if (dice < (actors.length > 0 ? 0.8 : 0.94)) {
			const token = tokens.at(-1) as string;
			// Mostly what Secrets Manager would deliver next, sometimes anything.
			if (actors.length < 3)
				begin(token, random() < 0.85 ? await nextStep(secret, server, token) : (stepNames[Math.floor(random() * 4)] as StepName));
		} else if (dice > 0.94) {
			if (random() < 0.3) {
				const pending = secret.holder("AWSPENDING");
				if (pending !== undefined && pending !== secret.holder("AWSCURRENT")) secret.label({ label: "AWSPENDING", from: pending });
				secret.collect();
			}
			const token = `t${tokens.length + 1}`;
			if (secret.rotate(token)) tokens.push(token);
		}
	}
	actors.length = 0;
	for (const last of ["last", "after all"]) {
		const pending = secret.holder("AWSPENDING");
		const token = pending !== undefined && pending !== secret.holder("AWSCURRENT") ? pending : last;
		if (token === last) secret.rotate(token);
		failure = undefined;
		for (const step of stepNames) {
			begin(token, step);
			while (actors[0]) {
				await advance(actors[0], false);
				const problem = await lockedOut();
				if (problem) return result(problem);
			}
			if (failure !== undefined) break;
		}
		if (failure === undefined) break;
	}
	if (failure !== undefined) return result(failure);
	const current = JSON.parse(secret.read({ label: "AWSCURRENT" })?.text ?? "{}") as { username: string; password: string };
	const verifier = (await server.stored([current.username])).get(current.username) ?? "";
	return result(opens(verifier, current.password) ? undefined : "the current version does not open the server");
}

async function nextStep(secret: SecretModel, { stored, opens = opensScram }: RealServer, token: string): Promise<StepName> {
	const value = secret.versions.get(token)?.value;
	if (value === undefined) return "createSecret";
	const { username, password } = JSON.parse(value) as { username: string; password: string };
	return opens((await stored([username])).get(username) ?? "", password) ? "finishSecret" : "setSecret";
}
