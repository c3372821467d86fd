import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isFinal } from "../../../shared/remediations/engine/attempt.ts";
import { decide } from "../../../shared/remediations/engine/decide.ts";
import { handleRequest } from "../../../shared/remediations/engine/request.ts";
import { rollback } from "../../../shared/remediations/engine/rollback.ts";
import { sweep } from "../../../shared/remediations/engine/sweep.ts";
import { makeSafe, request, type World, world } from "../../support/remediation/world.ts";

type Step =
	| { readonly do: "event" | "sweep" | "deliver" | "approve" | "rollback" }
	| { readonly do: "change"; readonly fact: "public" | "protected" | "backups"; readonly value: boolean | number }
	| { readonly do: "status"; readonly status: string }
	| { readonly do: "wait"; readonly minutes: number }
	| { readonly do: "refuse"; readonly name: string; readonly done: boolean }
	| { readonly do: "crash"; readonly effects: number; readonly when: "before" | "after" };

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constantFrom("event" as const, "deliver" as const, "sweep" as const, "approve" as const, "rollback" as const),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant("change" as const),
			fact: fc.constantFrom("public" as const, "protected" as const),
			value: fc.boolean(),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant("change" as const),
			fact: fc.constant("backups" as const),
			value: fc.constantFrom(0, 3, 7, 14),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant("status" as const), status: fc.constantFrom("available", "available", "modifying", "stopped") }),
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 200 }) }) },
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant("refuse" as const),
			name: fc.constantFrom("ThrottlingException", "TimeoutError", "AccessDenied"),
			done: fc.boolean(),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant("crash" as const),
			effects: fc.integer({ min: 0, max: 40 }),
			when: fc.constantFrom("before" as const, "after" as const),
		}),
	},
);

async function play(w: World, each: Step): Promise<void> {
	switch (each.do) {
		case "event":
			await handleRequest(request(), w.ports());
			return;
		case "sweep":
			await sweep(w.ports());
			return;
		case "deliver": {
			await w.settle(1);
			return;
		}
		case "approve": {
			const waiting = w.attempts().find(({ phase }) => phase === "awaiting" || phase === "planned");
			if (waiting)
				await decide(waiting.id, { decision: "approve", who: "ada", hash: waiting.hash ?? "", via: "cli", now: true }, w.ports());
			return;
		}
		case "rollback": {
			const done = w.attempts().find(({ phase, kind }) => phase === "succeeded" && kind === "repair");
			if (done) await rollback(done.id, { who: "ada", via: "cli" }, w.ports());
			return;
		}
		case "change":
			w.database().facts[each.fact] = each.value;
			return;
		case "status":
			w.database().status = each.status;
			return;
		case "wait":
			w.state.now += each.minutes * 60_000;
			return;
		case "refuse":
			w.state.refusals.push({ name: each.name, message: "No", done: each.done && each.name === "TimeoutError" });
			return;
		case "crash":
			w.state.crashAt = { effect: w.state.effects + each.effects, when: each.when };
	}
}

describe("any history of events, crashes, refusals and people", () => {
	it.each(["auto", "approve", "window"] as const)("in mode %s keeps the invariants, and comes to an end", async (mode) => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
				const w = world({ mode, windows: [{ from: "10:00", to: "16:00" }] }, [makeSafe]);
				for (const each of steps) await play(w, each).catch(() => undefined);
				w.state.crashAt = undefined;
				w.state.refusals.length = 0;
				w.database().status = "available";
				w.state.now += 600_000;
				await w.settle(2000);

				for (const attempt of w.attempts()) {
					// Nothing is left half-way, nothing is held, nothing is untold.
					expect(["planned", "awaiting", "scheduled"].includes(attempt.phase) || isFinal(attempt.phase)).toBe(true);
					expect([attempt.lease, attempt.untold]).toEqual([undefined, []]);
					const calls = attempt.made.filter(({ problem }) => problem === undefined).length;
					expect(calls).toBeLessThanOrEqual(attempt.plan?.calls.length ?? 0);
					if (attempt.phase === "succeeded") expect(attempt.after).toEqual(attempt.plan?.desired);
					if (attempt.phase === "refused" || attempt.phase === "expired") expect(calls).toBe(0);
					if (mode === "approve" && attempt.kind === "repair" && calls > 0) expect(attempt.approval?.hash).toBe(attempt.hash);
				}
				// Every write is in a record, whether it was answered or not.
				const said = w.attempts().reduce((sum, { made, undone }) => sum + made.length + undone.length, 0);
				expect(said).toBeGreaterThanOrEqual(w.writes.length);
				// What is told is told once.
				expect(new Set(w.told.map(({ key }) => key)).size).toBe(w.told.length);
			}),
			{ numRuns: 150 },
		);
	});
});
