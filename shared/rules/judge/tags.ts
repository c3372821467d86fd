import { need, type Observed } from "../../core/observed.ts";
import { strings } from "../../core/parameters.ts";
import { fail, pass, type Verdict } from "../../core/verdict.ts";

/** The parameter of every rule about tags. */
export const requiredTags = strings([], "Tag keys that must be there; when empty, any tag that AWS did not set itself is enough.");

/** Does the resource have the required tags, or any of the user's own? */
export function judgeTags(resource: { name: string; tags: Observed<Record<string, string>> }, required: readonly string[]): Verdict {
	const keys = Object.keys(need(resource.tags)).filter((key) => !key.startsWith("aws:"));
	const missing = required.filter((key) => !keys.includes(key));
	if (missing.length > 0) return fail(`${resource.name} lacks the tags ${missing.join(", ")}.`, { missing });
	if (keys.length === 0) return fail(`${resource.name} has no tag of yours.`, { missing: [] });
	return pass(`${resource.name} has ${required.length > 0 ? "every required tag" : `${keys.length} tags`}.`, { keys: keys.slice(0, 50) });
}
