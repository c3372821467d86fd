import { explainUnread } from "../../core/observed.ts";
import type { JsonObject } from "../action.ts";
import { advance, changedSince } from "./advance.ts";
import { type Attempt, inverseOf, isFinal, type Reason, type Source } from "./attempt.ts";
import { putOff, setsOff } from "./calls.ts";
import { planHash, sameJson } from "./canonical.ts";
import { keys } from "./keys.ts";
import { readLedger, updateLedger, without } from "./ledger.ts";
import { isAllowed } from "./matches.ts";
import type { Outcome, Ports } from "./ports.ts";
import { readOnly } from "./read-only.ts";
import { readTags } from "./tags.ts";

/** Who takes a repair back. */
export interface Person {
	readonly who: string;
	readonly via: Source;
}

/**
 * Takes a repair back: the facts must be exactly what the repair made of them, and are exactly what they were before it afterwards. From then on the repair
 * wants an approval on this resource. Also while everything is paused.
 */
export async function rollback(id: string, person: Person, ports: Ports): Promise<Outcome> {
	const repair = (await ports.documents.get(keys.attempt(id)))?.value as unknown as Attempt | undefined;
	if (!repair) return { attempt: id, result: "none", detail: `There is no attempt ${id}.` };
	const no = (detail: string): Outcome => ({ attempt: id, action: repair.action, result: "refused", detail });
	if (repair.kind !== "repair") return no("It is a rollback itself.");
	if (repair.phase === "rolledBack") return no("It was taken back already.");
	const { plan, before, after } = repair;
	if (repair.phase !== "succeeded" || !plan || !before || !after) return no(`There is nothing to take back: ${repair.detail}`);
	const next = await nextRollback(repair, ports);
	if (next.open) return advance(next.id, ports);

	const attempt = (found: Partial<Attempt> & Pick<Attempt, "phase" | "detail">): Attempt => opened(next.id, repair, person, ports, found);
	const refuse = async (reason: Reason, detail: string): Promise<Outcome> => {
		const at = new Date(ports.now()).toISOString();
		const refused = attempt({ phase: "refused", reason, detail, endedAt: at });
		await ports.documents.put(keys.attempt(next.id), refused as unknown as JsonObject, { absent: true });
		ports.metric?.("Refusals", 1, { reason });
		return { attempt: next.id, action: repair.action, result: "refused", detail };
	};
	const inverse = inverseOf(plan);
	if (!inverse) return refuse("irreversible", "irreversible" in plan.inverse ? plan.inverse.irreversible : "There is no way back.");
	const action = ports.actions.find((each) => each.id === repair.action);
	if (!action) return no(`There is no action ${repair.action} any more.`);
	const aws = readOnly(await ports.reading(repair.target, repair.family));
	const tags = await readTagsFor(repair, ports, aws);
	if (isAllowed(ports.settings, { action, rules: repair.request.rules ?? [], target: repair.target, tags }) !== "yes")
		return refuse("outside", `${repair.target.arn} is in no scope of remediation.allow.`);
	const reading = await action.read(repair.target, aws);
	if ("gone" in reading) return refuse("gone", reading.gone);
	if ("unread" in reading) return refuse("unknown", explainUnread(reading.unread));
	const facts = action.facts(reading.state);
	if (!sameJson(facts, after)) return refuse("changedSince", changedSince);
	const decision = action.plan(reading.state, ports.settings.actions, repair.target);
	const waiting = action.waiting?.(reading.state) ?? [];
	if (waiting.length > 0 && inverse.some(setsOff)) return refuse("pendingChanges", putOff(waiting));
	if (decision.kind === "busy") return refuse("busy", `${decision.detail} Try again when it is over.`);

	const back = { ...plan, calls: inverse, inverse: plan.calls, desired: before };
	await ports.documents.put(keys.open(next.id), { at: new Date(ports.now()).toISOString() }, { always: true });
	const hash = planHash(repair.action, repair.target, back, after);
	const begun = attempt({ phase: "applying", detail: `${person.who} takes it back.`, plan: back, before: after, hash });
	await ports.documents.put(keys.attempt(next.id), begun as unknown as JsonObject, { absent: true });
	const ledger = await updateLedger(ports.documents, repair.target, (current) =>
		current.working === undefined ? { ...current, working: next.id } : undefined,
	);
	if (ledger.working !== next.id) {
		const other = (await ports.documents.get(keys.attempt(ledger.working ?? "")))?.value as unknown as Attempt | undefined;
		if (other && !isFinal(other.phase)) {
			await ports.documents.remove(keys.attempt(next.id));
			await ports.documents.remove(keys.open(next.id));
			return no(`${other.id} changes the resource now. Try again when it is over.`);
		}
		await updateLedger(ports.documents, repair.target, (current) =>
			current.working === ledger.working ? { ...current, working: next.id } : undefined,
		);
	}
	return advance(next.id, ports);
}

/** The first rollback of the repair that is not over, or a new one: one that failed may be tried again. */
async function nextRollback({ id }: Attempt, { documents }: Ports): Promise<{ readonly id: string; readonly open: boolean }> {
	for (let number = 1; ; number++) {
		const candidate = `${id}-back-${number}`;
		const stored = await documents.get(keys.attempt(candidate));
		if (!stored) return { id: candidate, open: false };
		const { phase } = stored.value as unknown as Attempt;
		if (!isFinal(phase) || phase === "succeeded") return { id: candidate, open: true };
	}
}

function opened(
	id: string,
	repair: Attempt,
	{ who, via }: Person,
	{ now }: Ports,
	found: Partial<Attempt> & Pick<Attempt, "phase" | "detail">,
): Attempt {
	const at = new Date(now()).toISOString();
	return {
		schema: "parapet.attempt/1",
		id,
		kind: "rollback",
		of: repair.id,
		action: repair.action,
		family: repair.family,
		target: repair.target,
		request: { id, source: via, by: who, why: `To take ${repair.id} back.`, at },
		createdAt: at,
		updatedAt: at,
		made: [],
		undone: [],
		tries: 0,
		log: [{ at, phase: found.phase, detail: found.detail }],
		untold: [],
		...found,
	};
}

async function readTagsFor({ target }: Attempt, { settings }: Ports, aws: Parameters<typeof readTags>[1]) {
	if (!settings.allow.some((scope) => scope.tags)) return {};
	const read = await readTags(target, aws);
	return "value" in read ? read.value : undefined;
}

/** Lets Parapet repair a resource by itself again, after a rollback or after something changed it back again and again. Gives what was released. */
export async function release(
	target: Attempt["target"],
	action: string,
	ports: Pick<Ports, "documents">,
): Promise<readonly ("held" | "flapping")[]> {
	const { held, tripped } = await readLedger(ports.documents, target);
	const released = [
		...(Object.hasOwn(held, action) ? ["held" as const] : []),
		...(Object.hasOwn(tripped, action) ? ["flapping" as const] : []),
	];
	if (released.length === 0) return released;
	await updateLedger(ports.documents, target, (ledger) => ({
		...ledger,
		held: without(ledger.held, action),
		tripped: without(ledger.tripped, action),
		// Counting begins anew.
		history: ledger.history.filter((entry) => entry.action !== action),
	}));
	return released;
}
