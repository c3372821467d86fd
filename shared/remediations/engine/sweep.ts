import { advance } from "./advance.ts";
import { type Attempt, isFinal } from "./attempt.ts";
import { idIn, keys } from "./keys.ts";
import type { Outcome, Ports, RemediateMessage } from "./ports.ts";
import { handleRequest } from "./request.ts";

/** A mark of an attempt that was never written is left over from a crash after so many milliseconds. */
const orphan = 3_600_000;

/** What a round found. */
export interface Swept {
	readonly outcomes: readonly Outcome[];
	/** Attempts that could not be taken up, and why. */
	readonly problems: readonly string[];
}

/**
 * Takes up every attempt that is due: windows that opened, plans that expired, what was put off to another hour, what a message was lost for, what a crash left.
 * One that fails stops no other.
 */
export async function sweep(ports: Ports): Promise<Swept> {
	const outcomes: Outcome[] = [];
	const problems: string[] = [];
	for (const key of await ports.documents.list(keys.allOpen)) {
		const id = idIn(key);
		try {
			const outcome = await takeDue(id, key, ports);
			if (outcome) outcomes.push(outcome);
		} catch (error) {
			problems.push(`${id}: ${error instanceof Error ? error.message : String(error)}`);
		}
	}
	return { outcomes, problems };
}

async function takeDue(id: string, key: string, ports: Ports): Promise<Outcome | undefined> {
	const now = ports.now();
	const attempt = (await ports.documents.get(keys.attempt(id)))?.value as unknown as Attempt | undefined;
	if (!attempt) {
		const mark = await ports.documents.get(key);
		if (mark && Date.parse(String(mark.value.at)) < now - orphan) await ports.documents.remove(key);
		return undefined;
	}
	if (!isFinal(attempt.phase)) {
		const waits = attempt.phase === "planned" || attempt.phase === "awaiting";
		const due = waits ? (attempt.untold.length > 0 ? undefined : attempt.expiresAt) : attempt.dueAt;
		// Whoever had it died with it when the lease has run out.
		if (attempt.lease ? Date.parse(attempt.lease.until) > now : due !== undefined && Date.parse(due) > now) return undefined;
	}
	return advance(id, ports);
}

/** What the queue brings. */
export async function handleMessage(message: RemediateMessage, ports: Ports): Promise<readonly Outcome[]> {
	return "request" in message ? handleRequest(message.request, ports) : [await advance(message.attempt, ports)];
}
