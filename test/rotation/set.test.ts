import { expect, it } from "vitest";
import type { Answers, Effect } from "../../shared/rotation/effects.ts";
import { markedVersions, ownLabel } from "../../shared/rotation/labels.ts";
import { rotationStep } from "../../shared/rotation/machine.ts";
import { orderArn } from "../support/rotation/real.ts";
import { secretModel } from "../support/rotation/secret-model.ts";

it("does not give the database a password that its version held before it was deleted and written anew", () => {
	const value = (password: string) => JSON.stringify({ engine: "postgres", host: "db", username: "orders", password });
	const secret = secretModel(orderArn, value("p0"));
	secret.rotate("t1");
	secret.put("t1", value("p1"));
	const effects: Effect["kind"][] = [];
	const answer = (effect: Effect): Answers[Effect["kind"]] => {
		effects.push(effect.kind);
		switch (effect.kind) {
			case "describe":
				return secret.describe();
			case "read":
				return secret.read(effect);
			case "locate":
				// The step stalls: its rotation is cancelled, the version deleted, and a stalled createSecret writes it with a password of its own.
				secret.label({ label: "AWSPENDING", from: "t1" });
				secret.collect();
				secret.put("t1", value("p2"));
				return { host: "db", port: 5432 };
			case "label":
				return secret.label(effect);
			case "now":
				return 1_700_000_000_000;
			default:
				return effect.kind === "login" && effect.as.password === "p0" ? { ok: true } : { ok: false, failure: "auth", message: "no" };
		}
	};
	const step = rotationStep({ step: "setSecret", secret: orderArn, token: "t1", strategy: "single" });
	const run = () => {
		let next = step.next();
		while (!next.done) next = step.next(answer(next.value));
	};
	expect(run).toThrow("was written anew meanwhile");
	expect(effects).not.toContain("setPassword");
});

it.each([
	[29, 1],
	[31, 2],
])(
	"labels a version again whose label is %i minutes old when the next rotation might take it away while the step runs",
	(minutes, labels) => {
		const now = 1_700_000_000_000;
		const value = (password: string) => JSON.stringify({ engine: "postgres", host: "db", username: "orders", password });
		const secret = secretModel(orderArn, value("p0"));
		secret.rotate("t1");
		secret.put("t1", value("p1"));
		secret.label({ label: ownLabel("t1", now - minutes * 60_000), to: "t1" });
		let password = "p0";
		const answer = (effect: Effect): Answers[Effect["kind"]] => {
			switch (effect.kind) {
				case "describe":
					return secret.describe();
				case "read":
					return secret.read(effect);
				case "locate":
					return { host: "db", port: 5432 };
				case "label":
					return secret.label(effect);
				case "now":
					return now;
				case "setPassword":
					password = effect.to.password;
					return { ok: true };
				default:
					return effect.kind === "login" && effect.as.password === password ? { ok: true } : { ok: false, failure: "auth", message: "no" };
			}
		};
		const step = rotationStep({ step: "setSecret", secret: orderArn, token: "t1", strategy: "single" });
		let next = step.next();
		while (!next.done) next = step.next(answer(next.value));
		expect(password).toBe("p1");
		expect(markedVersions(secret.describe()).filter(({ version }) => version === "t1")).toHaveLength(labels);
	},
);
