import { compilePattern } from "../../core/suppression.ts";
import type { ActionSettings, Decision } from "../action.ts";
import { refused } from "../decisions.ts";

/** The refusal for a resource whose tags mark it as short-lived: protecting it from deletion would keep it for ever. */
export function ephemeral(
	name: string,
	tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
	settings: ActionSettings,
): Decision | undefined {
	for (const [key, pattern] of Object.entries(settings.ephemeralTags)) {
		const tag = tags?.find(({ Key }) => Key === key);
		if (tag && compilePattern(pattern)(tag.Value ?? "")) return refused("ephemeral", `${name} is marked as short-lived by its tag ${key}.`);
	}
	return undefined;
}
