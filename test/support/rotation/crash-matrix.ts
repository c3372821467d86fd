import type { StepRequest, Strategy } from "../../../shared/rotation/common.ts";
import { type Answers, type Asking, type DatabaseAnswer, type Effect, type StepName, stepNames } from "../../../shared/rotation/effects.ts";
import { RotationError } from "../../../shared/rotation/errors.ts";
import { SecretRefused, secretModel } from "./secret-model.ts";

/** A function under test: the steps of the protocol as machines of single effects. */
export type StepMachine = (request: StepRequest) => Asking<unknown>;

/** What became of a rotation that was interrupted. */
export type CrashOutcome =
	/** The step's next delivery put things right. */
	| "recovers"
	/** The rotation after it did. */
	| "recovers at the next rotation"
	/** No rotation succeeds until a person has taken the label AWSPENDING away. */
	| "stuck"
	/** No rotation succeeds at all. */
	| "stuck for good"
	/** At some moment no version with a label held the password that the database accepts. */
	| "locked out";

const arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf";
const superuserArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-AbCdEf";
const superuser = { engine: "postgres", host: "db", port: 5432, username: "root", password: "root-password" };

/** A secret, a database, and one function that rotates the one and the other. */
function world(steps: StepMachine, strategy: Strategy, withSuperuser: boolean) {
	const first = { engine: "postgres", host: "db", port: 5432, username: "orders", password: "p0" };
	const secret = secretModel(arn, JSON.stringify(withSuperuser ? { ...first, masterarn: superuserArn } : first));
	const users = new Map([
		["orders", "p0"],
		["root", "root-password"],
	]);
	const state = { password: 0, lockedOut: false, watched: true, refusedPasswords: new Set<string>(), rotation: 0 };
	const ok: DatabaseAnswer = { ok: true };
	const no = (failure: "auth" | "policy"): DatabaseAnswer => ({ ok: false, failure, message: failure });
	const perform = (effect: Effect): Answers[Effect["kind"]] => {
		switch (effect.kind) {
			case "describe":
				return effect.secret === superuserArn
					? { arn: superuserArn, labels: new Map([["v0", ["AWSCURRENT"]]]), tags: {} }
					: secret.describe();
			case "read":
				return effect.secret === superuserArn ? { version: "v0", text: JSON.stringify(superuser) } : secret.read(effect);
			case "generate":
				return `p${++state.password}`;
			case "put":
				return secret.put(effect.token, effect.value);
			case "label":
				return secret.label(effect);
			case "locate":
				return { host: "db", port: 5432 };
			case "prove":
				return undefined;
			case "now":
				return 1_700_000_000_000;
			case "login":
			case "probe":
				return users.get(effect.as.username) === effect.as.password ? ok : no("auth");
			default:
				if (users.get(effect.as.username) !== effect.as.password) return no("auth");
				if (state.refusedPasswords.has(effect.to.password)) return no("policy");
				users.set(effect.to.username, effect.to.password);
				return ok;
		}
	};
	const look = () => {
		if (!state.watched) return;
		for (const [user, password] of users) if (user !== "root" && ![...secret.labelled(user)].includes(password)) state.lockedOut = true;
	};
	/** A step until it has done what `stop` names, if that is given; then it is left where it stands. */
	const begin = (token: string, step: StepName) => {
		const machine = steps({ step, secret: arn, token, strategy });
		let next = machine.next();
		return {
			/** Ends before the effect, whose turn would be next, or after it; true when the step has ended. */
			until(stop?: (effect: Effect) => boolean, where: "before" | "after" = "after"): boolean {
				while (!next.done) {
					const stopping = stop?.(next.value) ?? false;
					if (stopping && where === "before") return false;
					const answer = perform(next.value);
					look();
					if (stopping) return false;
					next = machine.next(answer);
				}
				return true;
			},
		};
	};
	/** Delivers a step; false when it failed. */
	const deliver = (token: string, step: StepName): boolean => {
		try {
			return begin(token, step).until();
		} catch (error) {
			if (!(error instanceof RotationError || error instanceof SecretRefused)) throw error;
			return false;
		}
	};
	const rotate = (token: string): boolean => secret.rotate(token) && stepNames.every((step) => deliver(token, step));
	const isSound = (): boolean => {
		const { username, password } = JSON.parse(secret.read({ label: "AWSCURRENT" })?.text ?? "{}") as { username: string; password: string };
		return users.get(username) === password;
	};
	const drop = () => {
		const pending = secret.holder("AWSPENDING");
		if (pending !== undefined && pending !== secret.holder("AWSCURRENT")) secret.label({ label: "AWSPENDING", from: pending });
		look();
	};
	return { secret, users, state, begin, deliver, rotate, isSound, drop, look };
}

export type World = ReturnType<typeof world>;

/** A point at which something goes wrong, and how it comes about. */
export interface CrashPoint {
	readonly name: string;
	readonly strategy?: Strategy;
	readonly withSuperuser?: boolean;
	/** What happens; the rotation under way afterwards is that of the token. */
	readonly happens: (world: World) => void;
}

const isChange = ({ kind }: Effect) => kind === "setPassword" || kind === "setAlternate";
const movesCurrent = (effect: Effect) => effect.kind === "label" && effect.label === "AWSCURRENT";

const upTo = (world: World, ...steps: readonly StepName[]) => {
	world.secret.rotate("t1");
	for (const step of steps) world.deliver("t1", step);
};

/** The crash matrix of the design, and what else is known to go wrong. */
export const crashPoints: readonly CrashPoint[] = [
	{
		name: "createSecret dies before PutSecretValue",
		happens(world) {
			upTo(world);
			world.begin("t1", "createSecret").until(({ kind }) => kind === "put", "before");
		},
	},
	{
		name: "createSecret dies after PutSecretValue, whose answer is lost",
		happens(world) {
			upTo(world);
			world.begin("t1", "createSecret").until(({ kind }) => kind === "put");
		},
	},
	{
		name: "two createSecret at the same time",
		happens(world) {
			upTo(world);
			const slow = world.begin("t1", "createSecret");
			slow.until(({ kind }) => kind === "put", "before");
			world.deliver("t1", "createSecret");
			try {
				slow.until();
			} catch (error) {
				if (!(error instanceof RotationError)) throw error;
			}
		},
	},
	{
		name: "setSecret dies after the database has committed",
		happens(world) {
			upTo(world, "createSecret");
			world.begin("t1", "setSecret").until(isChange);
		},
	},
	{
		name: "the change commits only while the next delivery is running",
		happens(world) {
			upTo(world, "createSecret");
			const first = world.begin("t1", "setSecret");
			first.until(isChange, "before");
			const second = world.begin("t1", "setSecret");
			second.until(isChange, "before");
			first.until(isChange);
			try {
				second.until();
			} catch (error) {
				if (!(error instanceof RotationError)) throw error;
			}
		},
	},
	{ name: "it ends after setSecret", happens: (world) => upTo(world, "createSecret", "setSecret") },
	{
		name: "finishSecret dies after AWSCURRENT has moved",
		happens(world) {
			upTo(world, "createSecret", "setSecret", "testSecret");
			world.begin("t1", "finishSecret").until(movesCurrent);
		},
	},
	{
		name: "rotation is cancelled after the database has changed, and AWSPENDING taken away",
		happens(world) {
			upTo(world, "createSecret", "setSecret");
			world.secret.cancel();
			world.drop();
			world.secret.collect();
			world.look();
			world.secret.enable();
		},
	},
	{
		name: "setSecret stalls, is cancelled, and commits after the next rotation has finished",
		happens(world) {
			upTo(world, "createSecret");
			const stalled = world.begin("t1", "setSecret");
			stalled.until(isChange, "before");
			world.secret.cancel();
			world.drop();
			world.secret.enable();
			world.rotate("t2");
			// Its session was opened with the old password, and stays open.
			const { password } = JSON.parse(world.secret.versions.get("t1")?.value ?? "{}") as { password?: string };
			if (password !== undefined) world.users.set("orders", password);
			world.secret.collect();
			world.look();
		},
	},
	{
		name: "finishSecret of a cancelled rotation comes after the next one has finished",
		happens(world) {
			upTo(world, "createSecret");
			world.secret.cancel();
			world.drop();
			world.secret.enable();
			world.rotate("t2");
			world.deliver("t1", "finishSecret");
		},
	},
	{
		name: "the database refuses the generated password",
		happens(world) {
			world.state.refusedPasswords.add("p1");
			upTo(world, "createSecret", "setSecret");
		},
	},
	{
		name: "the database is restored from before the last rotation",
		happens(world) {
			world.rotate("t1");
			world.state.watched = false;
			world.users.set("orders", "p0");
		},
	},
	{
		name: "the database is restored from before the last two rotations; the superuser's secret is named",
		withSuperuser: true,
		happens(world) {
			world.rotate("t1");
			world.rotate("t2");
			world.state.watched = false;
			world.users.set("orders", "p0");
		},
	},
	{
		name: "alternating users: setSecret dies after the database has committed",
		strategy: "alternating",
		happens(world) {
			upTo(world, "createSecret");
			world.begin("t1", "setSecret").until(isChange);
		},
	},
	{
		name: "alternating users: rotation is cancelled after the database has changed, and AWSPENDING taken away",
		strategy: "alternating",
		happens(world) {
			upTo(world, "createSecret", "setSecret");
			world.secret.cancel();
			world.drop();
			world.secret.collect();
			world.look();
			world.secret.enable();
		},
	},
	{
		name: "alternating users: somebody changed the current user's password by hand",
		strategy: "alternating",
		happens(world) {
			world.state.watched = false;
			world.users.set("orders", "by-hand");
		},
	},
];

/** Lets it happen, then does what Secrets Manager and at last a person would do: the steps again, the next rotations, and AWSPENDING taken away. */
export function outcomeOf(point: CrashPoint, steps: StepMachine): CrashOutcome {
	const { strategy = "single", withSuperuser = strategy === "alternating" } = point;
	const it = world(steps, strategy, withSuperuser);
	point.happens(it);
	if (it.state.lockedOut) return "locked out";
	const pending = it.secret.holder("AWSPENDING");
	const underWay = pending !== undefined && pending !== it.secret.holder("AWSCURRENT") ? pending : undefined;
	const soundAlready = underWay === undefined && it.isSound();
	const redelivered = underWay !== undefined && [1, 2, 3].some(() => stepNames.every((step) => it.deliver(underWay, step)));
	if (it.state.lockedOut) return "locked out";
	if (redelivered && it.isSound() && it.rotate("next")) return it.state.lockedOut ? "locked out" : "recovers";
	const next = ["next1", "next2"].some((token) => it.rotate(token)) && it.isSound();
	if (it.state.lockedOut) return "locked out";
	if (next) return soundAlready ? "recovers" : "recovers at the next rotation";
	it.drop();
	it.secret.collect();
	it.look();
	if (it.state.lockedOut) return "locked out";
	return ["last1", "last2"].some((token) => it.rotate(token)) && it.isSound() ? "stuck" : "stuck for good";
}
