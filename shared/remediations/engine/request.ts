import type { Action, JsonObject } from "../action.ts";
import { advance } from "./advance.ts";
import { type Attempt, isFinal, type NewsKind, type Reason, type RepairRequest } from "./attempt.ts";
import { backoff, flapping, patience } from "./begin.ts";
import { type Considered, consider } from "./consider.ts";
import { attemptId, keys } from "./keys.ts";
import { readLedger, updateLedger } from "./ledger.ts";
import { needsOf } from "./needs.ts";
import type { Outcome, Ports } from "./ports.ts";
import { actionsFor } from "./select.ts";
import { takeUp } from "./session.ts";

const hour = 3_600_000;

/**
 * Takes a request up: for each action that it asks for, reads the resource afresh, and brings what is to be done as far as the configuration lets it come now.
 * The same request, and others for the same fault, may come any number of times.
 */
export async function handleRequest(request: RepairRequest, ports: Ports): Promise<readonly Outcome[]> {
	if (request.principal !== undefined && ports.isOwn(request.principal)) return [{ result: "own", detail: "It is Parapet's own change." }];
	const actions = actionsFor(ports.actions, request);
	if (actions.length === 0) return [{ result: "none", detail: "No action is for it." }];
	const outcomes: Outcome[] = [];
	for (const action of actions) outcomes.push(await handleAction(action, request, ports));
	return outcomes;
}

async function handleAction(action: Action, request: RepairRequest, ports: Ports): Promise<Outcome> {
	const open = (await readLedger(ports.documents, request.target)).open[action.id];
	const attempt = open === undefined ? undefined : await read(open, ports);
	// What is under way reads afresh itself; what only waits is held against the resource as it is now.
	if (attempt && !isFinal(attempt.phase) && !["planned", "awaiting", "scheduled"].includes(attempt.phase))
		return advance(attempt.id, ports);
	// Tidies up after one that is over and was not closed.
	if (attempt && isFinal(attempt.phase)) await advance(attempt.id, ports);
	const waiting = attempt && !isFinal(attempt.phase) ? attempt : undefined;

	const considered = await consider(action, request, ports);
	const said = { action: action.id, resource: request.target.arn, detail: "detail" in considered ? considered.detail : "" };
	switch (considered.kind) {
		case "off":
		case "gone":
		case "compliant":
			if (waiting) await end(waiting, considered.detail, ports);
			return { ...said, result: considered.kind };
		case "busy":
		case "unread":
			return putOff(action, request, considered, ports);
		case "refused":
			if (waiting) await end(waiting, considered.detail, ports);
			return refuse(action, request, considered.reason, considered.detail, ports);
		case "plan":
	}
	if (request.approval && request.approval.hash !== considered.hash)
		return { ...said, result: "refused", detail: "The resource is another than when the plan was made. Plan again." };
	if (Object.hasOwn((await readLedger(ports.documents, request.target)).tripped, action.id))
		return refuse(action, request, "flapping", flapping, ports);
	if (waiting) {
		if (waiting.hash === considered.hash) return again(waiting, request, ports);
		await end(waiting, "The resource is another than when the plan was made; there is a new plan.", ports);
	}
	return start(action, request, considered, ports);
}

/** The same plan was asked for before. */
async function again(attempt: Attempt, request: RepairRequest, ports: Ports): Promise<Outcome> {
	const { approval } = request;
	if (approval && !attempt.approval) {
		const taken = await takeUp(attempt.id, ports);
		if ("session" in taken) {
			const at = new Date(ports.now()).toISOString();
			await taken.session.save({ phase: "scheduled", approval: { ...approval, at }, dueAt: at, tries: 0 }, `${approval.by} approved it.`);
			await taken.session.release();
		}
	}
	return advance(attempt.id, ports);
}

async function start(
	action: Action,
	request: RepairRequest,
	considered: Extract<Considered, { kind: "plan" }>,
	ports: Ports,
): Promise<Outcome> {
	const { documents, now, settings } = ports;
	const { target, ...asked } = request;
	const { plan, facts, hash, mode } = considered;
	const at = new Date(now()).toISOString();
	for (let tries = 0; tries < 20; tries++) {
		const ledger = await readLedger(documents, target);
		const known = ledger.open[action.id];
		// Another worker was faster with the same fault.
		if (known !== undefined) {
			const other = await read(known, ports);
			if (other && !isFinal(other.phase)) return other.hash === hash ? again(other, request, ports) : advance(other.id, ports);
		}
		const number = (ledger.sequence[action.id] ?? 0) + 1;
		const id = attemptId(action.id, target, String(number));
		const needs = needsOf(mode, plan.level, Object.hasOwn(ledger.held, action.id));
		const phase = request.approval ? "scheduled" : needs === undefined ? "planned" : needs.approval ? "awaiting" : "scheduled";
		const news: NewsKind | undefined =
			phase === "planned" ? "planned" : phase === "awaiting" ? "approvalWanted" : needs?.window ? "scheduled" : undefined;
		const detail = {
			planned: "It is only planned: the mode is plan.",
			awaiting: "It waits for an approval.",
			scheduled: "It is to be applied.",
		}[phase];
		const attempt: Attempt = {
			schema: "parapet.attempt/1",
			id,
			kind: "repair",
			phase,
			detail,
			action: action.id,
			family: action.family,
			target,
			request: asked,
			createdAt: at,
			updatedAt: at,
			mode,
			...(needs ? { needs } : {}),
			hash,
			plan,
			before: facts,
			expiresAt: new Date(now() + settings.expiryHours * hour).toISOString(),
			...(request.approval ? { approval: { ...request.approval, at } } : {}),
			made: [],
			undone: [],
			tries: 0,
			log: [{ at, phase, detail }],
			untold: news && !request.approval ? [news] : [],
		};
		await documents.put(keys.open(id), { at }, { always: true });
		await documents.put(keys.attempt(id), attempt as unknown as JsonObject, { absent: true });
		const stored = await read(id, ports);
		if (!stored) throw new Error(`${id} was written and is not there.`);
		const next = await updateLedger(documents, target, (current) =>
			// One that is over and was not tidied up after holds nothing.
			(current.sequence[action.id] ?? 0) === number - 1 && (current.open[action.id] === undefined || current.open[action.id] === known)
				? { ...current, sequence: { ...current.sequence, [action.id]: number }, open: { ...current.open, [action.id]: id } }
				: undefined,
		);
		if (next.open[action.id] !== id) continue;
		if (!isFinal(stored.phase)) return stored.hash === hash ? again(stored, request, ports) : advance(id, ports);
		// An earlier delivery brought it to its end and did not come to say so: what is wrong now is another fault.
		await advance(id, ports);
	}
	throw new Error(`${target.arn}: others changed its ledger all the time.`);
}

/** Ends an attempt that was waiting and that the resource or the configuration has made pointless. */
async function end(attempt: Attempt, detail: string, ports: Ports): Promise<void> {
	const taken = await takeUp(attempt.id, ports);
	if (!("session" in taken)) return;
	const told = attempt.phase === "awaiting";
	await taken.session.finish("superseded", detail, {}, told ? "superseded" : undefined);
}

async function putOff(
	action: Action,
	request: RepairRequest,
	{ kind, detail }: { readonly kind: "busy" | "unread"; readonly detail: string },
	ports: Ports,
): Promise<Outcome> {
	const tries = request.tries ?? 0;
	if (tries >= patience) return refuse(action, request, kind === "busy" ? "busy" : "unknown", detail, ports);
	// For this action alone: the others of the request had their turn.
	const { rules, controls: _, triggers: __, ...rest } = request;
	const named = rules?.filter((rule) => action.rules.includes(rule));
	const alone = named && actionsFor(ports.actions, { ...rest, actions: [], rules: named }).every(({ id }) => id === action.id);
	const next: RepairRequest = { ...rest, ...(alone ? { rules: named } : {}), actions: [action.id], tries: tries + 1 };
	await ports.later({ parapet: "remediate/1", request: next }, backoff(tries));
	return { action: action.id, resource: request.target.arn, result: "putOff", detail };
}

/** Reasons of which nobody need be told: somebody decided so. */
const quiet: readonly Reason[] = ["outside", "suppressed", "ephemeral", "wrongPlace", "unsupported", "flapping"];

/** Keeps a refusal, once a day for the same reason, and tells of it. */
async function refuse(action: Action, request: RepairRequest, reason: Reason, detail: string, ports: Ports): Promise<Outcome> {
	const { documents, now } = ports;
	const { target, ...asked } = request;
	const at = new Date(now()).toISOString();
	const id = attemptId(action.id, target, `${reason} ${at.slice(0, 10)}`);
	const attempt: Attempt = {
		schema: "parapet.attempt/1",
		id,
		kind: "repair",
		phase: "refused",
		reason,
		detail,
		action: action.id,
		family: action.family,
		target,
		request: asked,
		createdAt: at,
		updatedAt: at,
		endedAt: at,
		made: [],
		undone: [],
		tries: 0,
		log: [{ at, phase: "refused", detail }],
		untold: quiet.includes(reason) ? [] : ["refused"],
	};
	await documents.put(keys.open(id), { at }, { always: true });
	if (await documents.put(keys.attempt(id), attempt as unknown as JsonObject, { absent: true })) ports.metric?.("Refusals", 1, { reason });
	const outcome = await advance(id, ports);
	return { ...outcome, detail };
}

async function read(id: string, { documents }: Ports): Promise<Attempt | undefined> {
	return (await documents.get(keys.attempt(id)))?.value as unknown as Attempt | undefined;
}
