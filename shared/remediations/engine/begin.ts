import { takeBudget } from "./budget.ts";
import { consider, outside } from "./consider.ts";
import { hourOf, keys } from "./keys.ts";
import { isFlapping, type Ledger, readLedger, updateLedger } from "./ledger.ts";
import { type Needs, needsOf } from "./needs.ts";
import type { Ports } from "./ports.ts";
import { because, type Session } from "./session.ts";
import { windowFrom } from "./windows.ts";

/** A resource that is being changed is asked so many times, and AWS that does not answer. */
export const patience = 8;
const hour = 3_600_000;

/** Seconds before the nth try. */
export const backoff = (tries: number): number => Math.min(900, 30 * 2 ** tries);

/** Everything that must hold right before the first call; true when the attempt may go on to it. */
export async function begin(session: Session, ports: Ports): Promise<boolean> {
	const { attempt, action } = session;
	const { now, documents, settings } = ports;
	const due = attempt.dueAt === undefined ? 0 : Date.parse(attempt.dueAt);
	if (due > now()) return off(session.wait((due - now()) / 1000, {}));
	if (await documents.get(keys.pause)) return off(session.wait(300, {}, "Remediation is paused."));

	const considered = await consider(action, { ...attempt.request, target: attempt.target }, ports);
	switch (considered.kind) {
		case "gone":
			return off(session.finish("superseded", considered.detail, because("gone"), undefined));
		case "compliant":
			return off(session.finish("superseded", considered.detail, {}, attempt.approval ? "superseded" : undefined));
		case "off":
			return off(session.finish("superseded", considered.detail, {}, undefined));
		case "refused":
			return off(session.finish("refused", considered.detail, because(considered.reason), "refused"));
		case "busy":
		case "unread":
			if (attempt.tries < patience) return off(session.wait(backoff(attempt.tries), { tries: attempt.tries + 1 }, considered.detail));
			return off(session.finish("failed", considered.detail, because(considered.kind === "busy" ? "busy" : "unknown"), "failed"));
		case "plan":
	}
	// Somebody may have approved what was only shown.
	if (!considered.allowed) return off(session.finish("refused", outside(attempt.target), because("outside"), "refused"));
	if (considered.hash !== attempt.hash) {
		const { target } = attempt;
		const { approval: _, ...request } = attempt.request;
		await session.finish("superseded", "The resource is another than when the plan was made; there is a new plan.", {}, "superseded");
		await ports.later({ parapet: "remediate/1", request: { ...request, target } }, 1);
		return false;
	}

	const before = await readLedger(documents, attempt.target);
	const held = Object.hasOwn(before.held, action.id);
	const approved = attempt.approval?.hash === considered.hash;
	const needs = needsOf(considered.mode, considered.plan.level, held);
	if (!approved && (needs === undefined || needs.approval)) return off(awaitApproval(session, needs, ports));
	const window = needs?.window ?? considered.plan.level === "window";
	if (window && !attempt.approval?.now) {
		const from = windowFrom(settings, now());
		if (from === undefined) return off(session.finish("refused", noWindow, because("noWindow"), "refused"));
		if (from > now()) return off(session.wait((from - now()) / 1000, {}, "It waits for the maintenance window."));
	}

	// A person who approves has seen that something changes it back.
	if (Object.hasOwn(before.tripped, action.id) || (!attempt.approval && isFlapping(before, action.id, now()))) {
		await session.finish("refused", flapping, because("flapping"), "flapping", (ledger) => trip(ledger, action.id, now()));
		return false;
	}
	if (!(await lock(session, ports)))
		return off(session.wait(backoff(attempt.tries), { tries: attempt.tries + 1 }, "Another attempt changes the resource now."));
	const current = hourOf(now());
	if (!(await takeBudget(current, attempt.id, attempt.target, ports))) {
		await updateLedger(documents, attempt.target, (ledger) => unlocked(ledger, attempt.id));
		const next = (Math.floor(now() / hour) + 1) * hour;
		const untold = attempt.untold.includes("deferred") ? attempt.untold : [...attempt.untold, "deferred" as const];
		await session.wait((next - now()) / 1000, { untold }, "The budget of the hour is used up; it waits for the next.");
		return false;
	}
	await session.save({ phase: "applying", tries: 0, budget: current }, "Every guard holds.");
	return true;
}

export const noWindow =
	"It wants a maintenance window, and remediation.windows has none. parapet remediate apply --now applies it at once.";
export const flapping =
	"It was repaired three times within a day: something changes it back. Parapet stops here until somebody releases it with parapet remediate release.";

const trip = (ledger: Ledger, action: string, now: number): Ledger => ({
	...ledger,
	tripped: { ...ledger.tripped, [action]: ledger.tripped[action] ?? { at: new Date(now).toISOString() } },
});

/** The needs became stricter, or nobody approved: it goes back to people. */
async function awaitApproval(session: Session, needs: Needs | undefined, { now, settings }: Ports): Promise<void> {
	const expiresAt = session.attempt.expiresAt ?? new Date(now() + settings.expiryHours * hour).toISOString();
	const phase = needs === undefined ? "planned" : "awaiting";
	const untold = [...session.attempt.untold, needs === undefined ? ("planned" as const) : ("approvalWanted" as const)];
	await session.save({ phase, expiresAt, untold, ...(needs ? { needs } : {}) }, "It waits for an approval.");
	await session.release();
}

/** Makes it the one attempt that changes the resource; one that is over holds nothing. False while another does. */
async function lock({ attempt: { id, target } }: Session, { documents }: Ports): Promise<boolean> {
	const ledger = await updateLedger(documents, target, (current) =>
		current.working === undefined ? { ...current, working: id } : undefined,
	);
	if (ledger.working === id) return true;
	return !(await isLocked(ledger, documents)) && (await takeOver(ledger.working ?? "", id, target, documents));
}

/** Is the attempt that holds the resource still under way? */
async function isLocked({ working }: Ledger, documents: Ports["documents"]): Promise<boolean> {
	if (working === undefined) return false;
	const stored = await documents.get(keys.attempt(working));
	return stored !== undefined && stored.value.endedAt === undefined;
}

async function takeOver(from: string, id: string, target: Session["attempt"]["target"], documents: Ports["documents"]): Promise<boolean> {
	const ledger = await updateLedger(documents, target, (current) => (current.working === from ? { ...current, working: id } : undefined));
	return ledger.working === id;
}

function unlocked(ledger: Ledger, id: string): Ledger | undefined {
	if (ledger.working !== id) return undefined;
	const { working: _, ...rest } = ledger;
	return rest;
}

const off = async (done: Promise<void>): Promise<false> => {
	await done;
	return false;
};
