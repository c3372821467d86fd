import { explainUnread, type Unread } from "../../core/observed.ts";
import type { ApiCall, Decision, JsonObject, Plan } from "../action.ts";
import { type CallOutcome, inverseOf } from "./attempt.ts";
import { factsHash, isBetween, sameJson } from "./canonical.ts";
import { keys } from "./keys.ts";
import type { Ports } from "./ports.ts";
import { readOnly } from "./read-only.ts";
import type { Session } from "./session.ts";

/** A fresh reading as the engine sees it. */
export type Fresh =
	| { readonly facts: JsonObject; readonly decision: Decision; readonly waiting: readonly string[] }
	| { readonly gone: string }
	| { readonly unread: string };

/** Reads the resource of the session afresh. */
export async function readAgain({ attempt: { target }, action }: Session, ports: Ports): Promise<Fresh> {
	const aws = readOnly(await ports.reading(target, action.family));
	const reading = await action.read(target, aws);
	if ("gone" in reading) return reading;
	if ("unread" in reading) return { unread: explainUnread(reading.unread) };
	return {
		facts: action.facts(reading.state),
		decision: action.plan(reading.state, ports.settings.actions, target),
		waiting: action.waiting?.(reading.state) ?? [],
	};
}

/** A list of calls, and where it stands. */
export interface Course {
	readonly calls: readonly ApiCall[];
	readonly made: readonly CallOutcome[];
	/** The member of the attempt that keeps what was made. */
	readonly member: "made" | "undone";
	/** A repair: before each call a fresh plan must be exactly the rest. A way back has no plan: its facts are compared at the end. */
	readonly planned: boolean;
	/** Of a way back: why it must not begin from these facts, if so. */
	readonly mayBegin?: (facts: JsonObject) => string | undefined;
}

/** How far a course came: all calls are made; one more was; it must wait; or it must not go on. */
export type Step =
	| { readonly result: "done" | "made" }
	| { readonly result: "wait"; readonly seconds: number; readonly detail: string; readonly tries: boolean }
	| { readonly result: "stop"; readonly detail: string; readonly facts?: JsonObject; readonly superseded?: true };

/** Seconds until an unanswered call shows whether it had an effect. */
const unclearSeconds = 30;
/** While everything is paused. */
const pauseSeconds = 300;

/** Makes the next call of a course, if a fresh reading says that it is still the right one. At most one call, and never one twice. */
export async function nextCall(session: Session, course: Course, ports: Ports): Promise<Step> {
	const { calls, member } = course;
	const fresh = await readAgain(session, ports);
	if ("unread" in fresh) return { result: "wait", seconds: 30, detail: fresh.unread, tries: true };
	if ("gone" in fresh) return { result: "stop", detail: fresh.gone };
	const seen = factsHash(fresh.facts);
	let made = course.made;
	const last = made.at(-1);
	if (last && last.endedAt === undefined) {
		const age = (ports.now() - Date.parse(last.startedAt)) / 1000;
		const unclear = last.factsBefore === seen;
		// Not yet, or not at all: only time tells.
		if (unclear && age < unclearSeconds)
			return {
				result: "wait",
				seconds: Math.ceil(unclearSeconds - age),
				detail: `Whether ${last.api} was made is not clear yet.`,
				tries: false,
			};
		const ended = { ...last, endedAt: iso(ports.now()) };
		made = [...made.slice(0, -1), unclear ? { ...ended, problem: "It was not answered, and nothing is seen of it." } : ended];
		await session.save({ [member]: made });
	}
	const effective = made.filter(({ problem }) => problem === undefined);
	const index = effective.length;
	const call = calls[index];
	if (!call) return { result: "done" };
	const objection = index === 0 ? course.mayBegin?.(fresh.facts) : undefined;
	if (objection !== undefined) return { result: "stop", detail: objection, facts: fresh.facts };
	// A plan says so by itself; on a way back, others may have put something off since.
	if (!course.planned && setsOff(call) && fresh.waiting.length > 0)
		return { result: "stop", detail: putOff(fresh.waiting), facts: fresh.facts };
	const held = course.planned
		? mayGoOn(session, fresh, calls, index)
		: index > 0 && fresh.decision.kind === "busy" && call.afterSettling
			? settling(fresh)
			: undefined;
	if (held) return held;
	return make(session, course, { made, call, seen, facts: fresh.facts }, ports);
}

/** Would the call apply along what others put off? */
export const setsOff = ({ input }: ApiCall): boolean => input.ApplyImmediately === true;

/** Why it is not made then. */
export const putOff = (waiting: readonly string[]): string =>
	`Changes of others wait for the maintenance window and would be applied along: ${waiting.join(", ")}.`;

const settling = ({ decision }: Extract<Fresh, { decision: Decision }>): Step => ({
	result: "wait",
	seconds: 20,
	detail: "detail" in decision ? decision.detail : "It is being changed.",
	tries: true,
});

/** Is the rest of the calls what a fresh plan says? Undefined when it is. */
function mayGoOn(
	{ attempt }: Session,
	fresh: Extract<Fresh, { decision: Decision }>,
	calls: readonly ApiCall[],
	index: number,
): Step | undefined {
	const { decision, facts } = fresh;
	const call = calls[index];
	switch (decision.kind) {
		case "compliant":
			return index > 0 ? { result: "done" } : { result: "stop", detail: decision.detail, facts, superseded: true };
		case "busy":
			return index > 0 && !call?.afterSettling ? undefined : settling(fresh);
		case "refused":
			// What waits may be our own change.
			if (index > 0) return { result: "wait", seconds: 20, detail: decision.detail, tries: true };
			return { result: "stop", detail: decision.detail, facts, superseded: true };
		case "plan": {
			if (sameJson(decision.calls, calls.slice(index)) && (index === 0 || isOurs(attempt, facts, decision))) return undefined;
			if (index === 0) return { result: "stop", detail: "The resource is another than when the plan was made.", facts, superseded: true };
			// AWS may show the call before only later.
			if (sameJson(decision.calls, calls.slice(index - 1)))
				return { result: "wait", seconds: 10, detail: `AWS does not show ${calls[index - 1]?.api} yet.`, tries: true };
			return { result: "stop", detail: "Somebody else changed the resource between two calls.", facts };
		}
	}
}

/** Are the facts what our own calls made of them? Otherwise the way back would lead to a state that somebody has left since. */
function isOurs({ plan, before = {} }: Session["attempt"], facts: JsonObject, fresh: Plan): boolean {
	const inverse = plan && inverseOf(plan);
	if (!plan || !inverse) return plan !== undefined;
	if (isBetween(facts, before, plan.desired)) return true;
	const rest = inverseOf(fresh);
	return rest?.every((call) => inverse.some((each) => sameJson(each, call))) ?? false;
}

interface Next {
	readonly made: readonly CallOutcome[];
	readonly call: ApiCall;
	readonly seen: string;
	readonly facts: JsonObject;
}

async function make(session: Session, { member, planned }: Course, { made, call, seen, facts }: Next, ports: Ports): Promise<Step> {
	// A person who takes a repair back does so all the more while everything is paused.
	const free = session.attempt.kind === "rollback" || !planned;
	if (!free && (await ports.documents.get(keys.pause)))
		return { result: "wait", seconds: pauseSeconds, detail: "Remediation is paused.", tries: false };
	if (!ports.writing) throw new Error("A dry run changes nothing.");
	const aws = await ports.writing(session.attempt.target, session.action.family);
	const command = ports.command(call);
	const started: CallOutcome = { api: call.api, startedAt: iso(ports.now()), factsBefore: seen };
	await session.save({ [member]: [...made, started] }, call.does);
	const [service = ""] = call.api.split(":");
	const answer = await aws.call(service as Parameters<typeof aws.call>[0], command);
	const ended = (outcome: Partial<CallOutcome>): CallOutcome => ({ ...started, endedAt: iso(ports.now()), ...outcome });
	if ("value" in answer) {
		const requestId = (answer.value as { readonly $metadata?: { readonly requestId?: string } }).$metadata?.requestId;
		await session.save({ [member]: [...made, ended(requestId === undefined ? {} : { requestId })], tries: 0 });
		return { result: "made" };
	}
	const problem = explain(call, answer.unread);
	switch (judge(answer.unread)) {
		case "unclear":
			return { result: "wait", seconds: unclearSeconds, detail: problem, tries: true };
		case "again":
			await session.save({ [member]: [...made, ended({ problem })] });
			return { result: "wait", seconds: 60, detail: problem, tries: true };
		case "refused":
			await session.save({ [member]: [...made, ended({ problem })] });
			return { result: "stop", detail: problem, facts };
	}
}

/** What AWS says while a resource cannot be changed just now. */
const notNow =
	/^(?:Invalid\w*State\w*|ResourceInUse\w*|OperationInProgress\w*|OperationAborted\w*|Concurrent\w*|Conflict\w*|KMSInvalidState\w*|LimitExceeded\w*)\b/;

/** Did a call that failed have no effect for certain, and may it be made again? */
function judge({ cause, message }: Unread): "unclear" | "again" | "refused" {
	if (cause === "throttled" || notNow.test(message)) return "again";
	// The answer is missing, which says nothing of the call.
	if (cause === "network" || cause === "timeout" || cause === "malformed") return "unclear";
	if (/^(?:Internal\w*|ServiceUnavailable\w*|ServerException|ServiceFailure)\b/.test(message)) return "unclear";
	return "refused";
}

const explain = ({ api }: ApiCall, { message }: Unread): string => `${api} was refused: ${message.replace(/\.?$/, ".")}`;

const iso = (at: number): string => new Date(at).toISOString();
