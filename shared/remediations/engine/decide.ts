import { compilePattern } from "../../core/suppression.ts";
import type { Attempt } from "./attempt.ts";
import type { Ports } from "./ports.ts";
import { because, takeUp } from "./session.ts";

/** What somebody decided. `hash` is of the plan that was shown. */
export interface Verdict {
	readonly decision: "approve" | "reject";
	/** An ARN, or the id of a Slack user. */
	readonly who: string;
	readonly hash: string;
	readonly via: "cli" | "slack";
	/** At once, also outside of maintenance windows. */
	readonly now?: boolean;
}

/** What became of it. */
export type Decided =
	| { readonly result: "approved" | "rejected"; readonly attempt: Attempt }
	| { readonly result: "refused"; readonly detail: string }
	/** Somebody works on the attempt just now: the decision is to be brought again. */
	| { readonly result: "busy"; readonly detail: string };

/** May they decide? In Slack only who is named: whoever sees a channel is not known; at the command line AWS has checked who it is. */
export const mayDecide = ({ approvers }: Ports["settings"], who: string, via: Verdict["via"]): boolean =>
	approvers === undefined ? via === "cli" : approvers.some((pattern) => compilePattern(pattern)(who));

/**
 * Takes somebody's decision on a plan that waits. It is bound to the hash: another plan is not approved. Nothing is changed here: a message is sent by which
 * the attempt goes on. Twice is once.
 */
export async function decide(id: string, { decision, who, hash, via, now: atOnce }: Verdict, ports: Ports): Promise<Decided> {
	const refused = (detail: string): Decided => ({ result: "refused", detail });
	if (!mayDecide(ports.settings, who, via)) return refused(`${who} is not among those who may approve (remediation.approvers).`);
	const taken = await takeUp(id, ports);
	if ("missing" in taken) return refused(`There is no attempt ${id}.`);
	if ("over" in taken) return refused(`It is over: ${taken.over.detail}`);
	if ("held" in taken) return { result: "busy", detail: "It is being worked on. Try again in a minute." };
	const { session } = taken;
	const { attempt } = session;
	const letGo = async (detail: string): Promise<Decided> => {
		await session.release();
		return refused(detail);
	};
	if (attempt.phase !== "planned" && attempt.phase !== "awaiting") {
		if (decision !== "approve" || attempt.approval?.hash !== hash || attempt.approval.by !== who)
			return letGo(`It is decided already: ${attempt.detail}`);
		// The same decision came twice.
		await session.release();
		await ports.later({ parapet: "remediate/1", attempt: id }, 0);
		return { result: "approved", attempt: session.attempt };
	}
	if (Date.parse(attempt.expiresAt ?? "") <= ports.now()) return letGo("It has expired. A new plan is made when the fault is seen again.");
	if (attempt.hash !== hash) return letGo("The plan is another than the one that was shown.");
	const at = new Date(ports.now()).toISOString();
	if (decision === "reject") {
		await session.finish("refused", `${who} rejected it.`, { rejection: { by: who, at }, ...because("rejected") }, "refused");
		return { result: "rejected", attempt: session.attempt };
	}
	const approval = { by: who, at, hash, ...(atOnce ? { now: true } : {}) };
	await session.save({ phase: "scheduled", approval, dueAt: at, tries: 0 }, `${who} approved it.`);
	await session.release();
	await ports.later({ parapet: "remediate/1", attempt: id }, 0);
	return { result: "approved", attempt: session.attempt };
}
