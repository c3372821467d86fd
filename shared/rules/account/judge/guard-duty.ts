import { need, type Observed, Unobserved } from "../../../core/observed.ts";
import type { Region } from "../../../core/resources/index.ts";
import { fail, notApplicable, pass, type Verdict } from "../../../core/verdict.ts";

/**
 * Judges whether GuardDuty runs one of the features, given by their API names. `watched` is what they look at; whether there is any must
 * be known before their absence is held against the region.
 */
export function judgeGuardDuty(region: Region, protection: string, names: readonly string[], watched: Observed<unknown>): Verdict {
	const detector = need(region.guardDuty);
	const evidence = { detector: detector !== null, enabled: detector?.enabled ?? false };
	if (detector?.enabled) {
		const on = names.find((name) => detector.features[name] === true);
		if (on !== undefined) return pass(`GuardDuty runs ${protection} in ${region.name}.`, { ...evidence, feature: on });
		// GuardDuty lists what it offers in a region, switched on or not; an answer that lists nothing tells nothing.
		if (Object.keys(detector.features).length === 0) throw new Unobserved(`GuardDuty did not report the feature ${names.join(" or ")}.`);
		if (!names.some((name) => detector.features[name] === false))
			return notApplicable(`GuardDuty lists no ${protection} among what it offers in ${region.name}.`);
	}
	need(watched);
	if (!detector) return fail(`GuardDuty has no detector in ${region.name}.`, evidence);
	if (!detector.enabled) return fail(`GuardDuty is suspended in ${region.name}.`, evidence);
	return fail(`GuardDuty runs in ${region.name} without ${protection}.`, evidence);
}
