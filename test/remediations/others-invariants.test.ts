import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ApiCall, levels, type Plan, refusalReasons } from "../../shared/remediations/action.ts";
import { cloudtrailCommands } from "../../shared/remediations/commands/cloudtrail.ts";
import { ec2Commands } from "../../shared/remediations/commands/ec2.ts";
import { eksCommands } from "../../shared/remediations/commands/eks.ts";
import { kmsCommands } from "../../shared/remediations/commands/kms.ts";
import { logsCommands } from "../../shared/remediations/commands/logs.ts";
import { rdsParameterCommands } from "../../shared/remediations/commands/rds-parameters.ts";
import { secretsmanagerCommands } from "../../shared/remediations/commands/secretsmanager.ts";
import { eksActions } from "../../shared/remediations/eks/index.ts";
import { kmsActions } from "../../shared/remediations/kms/index.ts";
import { logsActions } from "../../shared/remediations/logs/index.ts";
import { networkActions } from "../../shared/remediations/network/index.ts";
import { parametersActions } from "../../shared/remediations/parameters/index.ts";
import { secretsActions } from "../../shared/remediations/secrets/index.ts";
import { rules } from "../../shared/rules/index.ts";
import { type RemediationCase, type State, testSettings } from "../support/remediation-cases.ts";
import { otherCases } from "../support/remediation-others.ts";

const commands: Readonly<Record<string, (input: never) => object>> = {
	...cloudtrailCommands,
	...ec2Commands,
	...eksCommands,
	...kmsCommands,
	...logsCommands,
	...rdsParameterCommands,
	...secretsmanagerCommands,
};
const actions = [...eksActions, ...kmsActions, ...logsActions, ...networkActions, ...parametersActions, ...secretsActions];

const planFor = ({ action, target }: RemediationCase, state: State) => action.plan(state, testSettings, target);
const applyAll = (one: RemediationCase, state: State, calls: readonly ApiCall[], before: State): State =>
	calls.reduce((now, call) => one.apply(now, call, before), state);

/** Tries a property of plans; fails when no state gave a plan, because it would then have tried nothing. */
function everyPlan(one: RemediationCase, check: (plan: Plan, state: State) => void): void {
	let planned = 0;
	fc.assert(
		fc.property(one.states, (state) => {
			const decision = planFor(one, state);
			if (decision.kind !== "plan") return;
			planned++;
			check(decision, state);
		}),
		{ numRuns: 300 },
	);
	expect(planned).toBeGreaterThan(0);
}

it("tries every action outside of RDS itself", () => {
	expect(otherCases.map(({ action }) => action.id).sort()).toEqual(actions.map(({ id }) => id).sort());
});

describe.each(otherCases.map((one) => [one.action.id, one] as const))("%s", (_id, one) => {
	const { action } = one;

	it("repairs rules that exist, by calls that exist", () => {
		const known = new Set<string>(rules.map(({ id }) => id));
		expect(action.rules.filter((rule) => !known.has(rule))).toEqual([]);
		expect(action.writes.filter((api) => !(api in commands))).toEqual([]);
		expect(action.reads.filter((api) => !/^[a-z0-9]+:(Describe|List|Get)[A-Za-z]+$/.test(api))).toEqual([]);
	});

	it("decides the same of the same state, and leaves the state alone", () => {
		fc.assert(
			fc.property(one.states, (state) => {
				const before = structuredClone(state);
				const decision = planFor(one, state);
				expect(planFor(one, structuredClone(state))).toEqual(decision);
				expect(state).toEqual(before);
				if (decision.kind === "refused") expect(refusalReasons).toContain(decision.reason);
			}),
		);
	});

	it("does nothing to what its own repair has brought about (M1)", () => {
		everyPlan(one, (plan, state) => {
			expect(planFor(one, applyAll(one, state, plan.calls, state)).kind).toBe("compliant");
		});
	});

	it("brings about the facts that the plan promises", () => {
		everyPlan(one, (plan, state) => {
			expect(action.facts(applyAll(one, state, plan.calls, state))).toEqual(plan.desired);
			expect(plan.desired).not.toEqual(action.facts(state));
		});
	});

	it("goes on with the rest of its calls after each of them", () => {
		everyPlan(one, (plan, state) => {
			for (let done = 1; done < plan.calls.length; done++) {
				const next = planFor(one, applyAll(one, state, plan.calls.slice(0, done), state));
				const calls = next.kind === "plan" ? next.calls : [];
				// The first of the rest need not wait any more.
				expect(calls.map(({ api, input }) => ({ api, input }))).toEqual(plan.calls.slice(done).map(({ api, input }) => ({ api, input })));
			}
		});
	});

	it("takes back exactly what it did (M7)", () => {
		everyPlan(one, (plan, state) => {
			if ("irreversible" in plan.inverse) return expect(plan.inverse.irreversible).toMatch(/\.$/);
			const after = applyAll(one, state, plan.calls, state);
			const back = applyAll(one, after, plan.inverse, state);
			expect(action.facts(back)).toEqual(action.facts(state));
			// And what was taken back is repaired to the same again.
			const again = planFor(one, back);
			expect(again).toMatchObject({ kind: "plan", desired: plan.desired, level: plan.level });
			if (again.kind === "plan") expect(action.facts(applyAll(one, back, again.calls, state))).toEqual(plan.desired);
		});
	});

	it("plans only its own writes, as plain JSON that the SDK takes, no laxer than the action", () => {
		everyPlan(one, (plan) => {
			const calls = [...plan.calls, ...("irreversible" in plan.inverse ? [] : plan.inverse)];
			expect(plan.calls.length).toBeGreaterThan(0);
			for (const { api, input, does } of calls) {
				expect(action.writes).toContain(api);
				expect(JSON.parse(JSON.stringify(input))).toEqual(input);
				expect(commands[api]?.(input as never)).toMatchObject({ input });
				expect(does).not.toBe("");
				expect(input).not.toHaveProperty("ForceDeleteWithoutRecovery");
				expect(input).not.toHaveProperty("BypassPolicyLockoutSafetyCheck");
				expect(input).not.toHaveProperty("force");
			}
			expect(levels.indexOf(plan.level)).toBeGreaterThanOrEqual(levels.indexOf(action.level));
			expect(JSON.parse(JSON.stringify(plan.desired))).toEqual(plan.desired);
			for (const note of plan.notes) expect(note).toMatch(/\.$/);
		});
	});
});
