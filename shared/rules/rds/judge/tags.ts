import { need, type Observed } from "../../../core/observed.ts";
import { strings } from "../../../core/parameters.ts";
import type { Tags } from "../../../core/resources/schema.ts";
import { fail, pass, type Verdict } from "../../../core/verdict.ts";

/** The parameter of every rule on tags. */
export const tagParameters = {
	requiredTagKeys: strings([], "Tag keys that must be present, in this very case; when empty, any tag that is not AWS's own suffices."),
};

/** Judges whether the resource carries all required keys, or any tag of the user's when none is required. */
export function judgeTags(resource: { name: string; tags: Observed<Tags> }, required: readonly string[]): Verdict {
	const tagKeys = Object.keys(need(resource.tags)).filter((key) => !key.startsWith("aws:"));
	const missing = required.filter((key) => !tagKeys.includes(key));
	if (missing.length > 0) return fail(`${resource.name} lacks the required tags ${missing.join(", ")}.`, { tagKeys, missing });
	if (tagKeys.length === 0) return fail(`${resource.name} has no tags of its own.`, { tagKeys });
	return pass(`${resource.name} is tagged with ${tagKeys.join(", ")}.`, { tagKeys });
}
