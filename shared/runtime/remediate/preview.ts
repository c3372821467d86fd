import { mapBounded } from "../../aws/concurrency.ts";
import type { Plan, RepairTarget } from "../../remediations/action.ts";
import { consider } from "../../remediations/engine/consider.ts";
import { isAllowed } from "../../remediations/engine/matches.ts";
import { type Needs, needsOf } from "../../remediations/engine/needs.ts";
import type { Ports } from "../../remediations/engine/ports.ts";
import type { Mode } from "../../remediations/settings.ts";
import type { Wanted } from "./selection.ts";

/** What a repair would come to now. JSON, as `parapet remediate plan --format json` prints it and `apply` takes it. */
export interface Preview {
	readonly action: string;
	readonly title: string;
	readonly target: RepairTarget;
	readonly rules: readonly string[];
	readonly findings: readonly string[];
	readonly result: "plan" | "refused" | "compliant" | "gone" | "busy" | "unread" | "off";
	/** Why there is no plan. */
	readonly detail?: string;
	readonly reason?: string;
	/** Of the plan: an approval is of exactly this one. */
	readonly hash?: string;
	readonly mode?: Mode;
	/** What must come before it is applied; absent: somebody applies it by hand. */
	readonly needs?: Needs;
	/** May it be changed at all? Unknown: that hangs on tags. */
	readonly allowed?: "yes" | "no" | "unknown";
	readonly plan?: Plan;
}

const atATime = 8;

/** Plans for everything that is wanted, from fresh readings: nothing but reading calls is made, and nothing is kept. */
export async function previewAll(
	wanted: readonly Wanted[],
	ports: Pick<Ports, "now" | "settings" | "suppressions" | "reading">,
	done: (count: number) => void = () => {},
): Promise<readonly Preview[]> {
	let count = 0;
	// A plan is shown where it could not be applied too: the user learns both.
	const settings = { ...ports.settings, allow: [{}] };
	return mapBounded(wanted, atATime, async ({ action, target, rules, findings }): Promise<Preview> => {
		const considered = await consider(action, { target, rules }, { ...ports, settings });
		done(++count);
		const common = { action: action.id, title: action.title, target, rules, findings, result: considered.kind };
		if (considered.kind !== "plan")
			return { ...common, detail: considered.detail, ...("reason" in considered ? { reason: considered.reason } : {}) };
		const { plan, hash, mode } = considered;
		const needs = needsOf(mode, plan.level, false);
		const allowed = isAllowed(ports.settings, { action, rules, target, tags: undefined });
		return { ...common, hash, mode, ...(needs ? { needs } : {}), allowed, plan };
	});
}
