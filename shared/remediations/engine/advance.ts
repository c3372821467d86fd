import type { JsonObject } from "../action.ts";
import { type Attempt, inverseOf, isFinal } from "./attempt.ts";
import { backoff, begin, patience } from "./begin.ts";
import { type Fresh, nextCall, readAgain, type Step } from "./calls.ts";
import { isBetween, sameJson } from "./canonical.ts";
import type { Outcome, Ports } from "./ports.ts";
import { Overtaken, type Session, takeUp } from "./session.ts";

/** AWS needs a moment until what was changed is seen: so many seconds between two looks. */
const looks = [5, 10, 20, 30, 60, 60, 120, 180, 300] as const;
/** While a resource takes a change on: for hours with large databases. */
const settlings = 40;
const settlingSeconds = (tries: number): number => Math.min(300, 10 * 1.5 ** tries);

/** Takes an attempt up and brings it as far as it can come now. It may be called any number of times, by any number of workers. */
export async function advance(id: string, ports: Ports): Promise<Outcome> {
	const taken = await takeUp(id, ports);
	if ("missing" in taken) return { attempt: id, result: "none", detail: `There is no attempt ${id}.` };
	if ("over" in taken) return outcomeOf(taken.over);
	if ("held" in taken) {
		// Whoever has it may be dead.
		await ports.later({ parapet: "remediate/1", attempt: id }, Math.max(1, Math.ceil((taken.until - ports.now()) / 1000)));
		return { ...outcomeOf(taken.held), result: "working", detail: "Another worker has it." };
	}
	const { session } = taken;
	try {
		while (await goOn(session, ports));
	} catch (error) {
		if (!(error instanceof Overtaken)) throw error;
		return { ...outcomeOf(session.attempt), result: "working", detail: error.message };
	}
	return outcomeOf(session.attempt);
}

/** One phase; false when there is nothing more to do now. */
async function goOn(session: Session, ports: Ports): Promise<boolean> {
	const { attempt } = session;
	if (isFinal(attempt.phase)) return false;
	switch (attempt.phase) {
		case "planned":
		case "awaiting": {
			if (Date.parse(attempt.expiresAt ?? "") > ports.now()) await session.release();
			else await session.finish("expired", "Nobody approved it in time.", {}, attempt.phase === "awaiting" ? "expired" : undefined);
			return false;
		}
		case "scheduled":
			return begin(session, ports);
		case "applying":
			return apply(session, ports);
		case "settling":
		case "verifying":
			return verify(session, ports);
		case "rollingBack":
			return rollBack(session, ports);
		default:
			return false;
	}
}

/** Why nothing is taken back. */
export const changedSince = "Somebody changed the resource since: nothing is taken back.";

async function apply(session: Session, ports: Ports): Promise<boolean> {
	const { plan, made, kind } = session.attempt;
	if (!plan) throw new Error(`${session.attempt.id} has no plan.`);
	const { before } = session.attempt;
	const mayBegin = (facts: JsonObject) => (kind === "rollback" && !sameJson(facts, before) ? changedSince : undefined);
	const step = await nextCall(session, { calls: plan.calls, made, member: "made", planned: kind === "repair", mayBegin }, ports);
	switch (step.result) {
		case "made":
			return true;
		case "done":
			await session.save({ phase: "verifying", tries: 0 });
			return true;
		case "wait":
			return postpone(session, step, (detail) => undo(session, detail, ports));
		case "stop":
			if (step.superseded && !effective(session.attempt)) {
				const {
					target,
					request: { approval: _, ...request },
				} = session.attempt;
				await session.finish("superseded", step.detail, {}, "superseded");
				await ports.later({ parapet: "remediate/1", request: { ...request, target } }, 1);
				return false;
			}
			return undo(session, step.detail, ports);
	}
}

async function postpone(
	session: Session,
	step: Extract<Step, { result: "wait" }>,
	giveUp: (detail: string) => Promise<boolean>,
): Promise<boolean> {
	const { tries } = session.attempt;
	if (step.tries && tries >= patience) return giveUp(step.detail);
	await session.wait(
		step.tries ? Math.max(step.seconds, backoff(tries)) : step.seconds,
		step.tries ? { tries: tries + 1 } : {},
		step.detail,
	);
	return false;
}

async function verify(session: Session, ports: Ports): Promise<boolean> {
	const { attempt } = session;
	const { plan, kind, tries } = attempt;
	const fresh = await readAgain(session, ports);
	if (plan && isProven(fresh, plan.desired, kind)) {
		const after = (fresh as Extract<Fresh, { facts: JsonObject }>).facts;
		const detail = kind === "repair" ? "It is repaired, and a fresh reading proves it." : "Everything is as it was before the repair.";
		await session.finish("succeeded", detail, { after }, kind === "repair" ? "succeeded" : "rolledBack");
		return false;
	}
	if (!("gone" in fresh) && tries < (isBusy(fresh) ? settlings : looks.length)) {
		const phase = isBusy(fresh) ? "settling" : "verifying";
		const seconds = isBusy(fresh) ? settlingSeconds(tries) : (looks[tries] ?? 300);
		await session.wait(seconds, { phase, tries: tries + 1 }, detailOf(fresh));
		return false;
	}
	return undo(session, `What was to come about did not: ${detailOf(fresh)}`, ports);
}

const isBusy = (fresh: Fresh): boolean => "decision" in fresh && fresh.decision.kind === "busy";

/** Exactly what was to be, and in order by the action's own judgement (which a way back never is). */
const isProven = (fresh: Fresh, desired: JsonObject, kind: Attempt["kind"]): boolean =>
	"facts" in fresh && sameJson(fresh.facts, desired) && (kind === "rollback" ? !isBusy(fresh) : fresh.decision.kind === "compliant");

const detailOf = (fresh: Fresh): string => {
	if ("unread" in fresh) return fresh.unread;
	if ("gone" in fresh) return fresh.gone;
	return "detail" in fresh.decision ? fresh.decision.detail : "the change is not seen.";
};

/** Did any call have an effect? */
const effective = ({ made }: Attempt): boolean => made.some(({ problem }) => problem === undefined);

/** It did not work out: back to the state before, unless that is doubtful. */
async function undo(session: Session, fault: string, ports: Ports): Promise<boolean> {
	const { attempt } = session;
	const { plan, before, kind } = attempt;
	const byHand = (why: string) => off(session.finish("failed", `${fault} ${why}`, {}, "failed"));
	if (!effective(attempt)) return off(session.finish("failed", fault, {}, "failed"));
	if (kind === "rollback") return byHand("Taking it back stopped half-way: somebody must look at it.");
	const fresh = await readAgain(session, ports);
	if (!plan || !before || !("facts" in fresh)) return byHand("It cannot be read what is there now: somebody must look at it.");
	if (sameJson(fresh.facts, before)) return byHand("Nothing is changed.");
	const inverse = inverseOf(plan);
	if (!inverse) return byHand("There is no way back: somebody must look at it.");
	if (!isBetween(fresh.facts, before, plan.desired)) return byHand("Somebody else changed it meanwhile: somebody must look at it.");
	// The way back from what was not made is no part of it.
	const unmade = fresh.decision.kind === "plan" ? (inverseOf(fresh.decision) ?? []) : [];
	const back = inverse.filter((call) => !unmade.some((each) => sameJson(each, call)));
	await session.save({ phase: "rollingBack", tries: 0, fault, back }, `${fault} It is taken back.`);
	return true;
}

async function rollBack(session: Session, ports: Ports): Promise<boolean> {
	const { plan, back: calls, undone, before = {}, fault = "", tries } = session.attempt;
	const fail = (detail: string) => off(session.finish("failed", `${fault} Taking it back failed too: ${detail}`, {}, "failed"));
	if (!plan || !calls) return fail("there is no way back.");
	const mayBegin = (facts: JsonObject) => (isBetween(facts, before, plan.desired) ? undefined : changedSince);
	const step = await nextCall(session, { calls, made: undone, member: "undone", planned: false, mayBegin }, ports);
	switch (step.result) {
		case "made":
			return true;
		case "wait":
			return postpone(session, step, fail);
		case "stop":
			return fail(step.detail);
		case "done": {
			const fresh = await readAgain(session, ports);
			if ("facts" in fresh && !isBusy(fresh) && sameJson(fresh.facts, before))
				return off(session.finish("rolledBack", `${fault} It is as it was before.`, { after: fresh.facts }, "rolledBack"));
			const limit = isBusy(fresh) ? settlings : looks.length;
			if ("gone" in fresh || tries >= limit) return fail(detailOf(fresh));
			const seconds = isBusy(fresh) ? settlingSeconds(tries) : (looks[tries] ?? 300);
			await session.wait(seconds, { tries: tries + 1 }, detailOf(fresh));
			return false;
		}
	}
}

const off = async (done: Promise<void>): Promise<false> => {
	await done;
	return false;
};

/** What an attempt came to, for whoever asked. */
export function outcomeOf({ id, action, target, phase, detail }: Attempt): Outcome {
	const result = isFinal(phase)
		? phase === "refused"
			? "refused"
			: "done"
		: phase === "planned" || phase === "awaiting" || phase === "scheduled"
			? phase
			: "working";
	return { action, resource: target.arn, attempt: id, result, detail };
}
