import type { JsonObject, RepairTarget } from "../action.ts";
import { keys } from "./keys.ts";
import type { Ports } from "./ports.ts";

interface Spent {
	readonly entries: readonly { readonly attempt: string; readonly kind: string; readonly arn: string }[];
}

/** Somebody else took of the budget so many times meanwhile: more than that is a doubt. */
const patience = 200;

/**
 * Takes one change of the hour's budget for the attempt; the same attempt takes only once. False when the hour has none left: of the whole, or of the share of
 * the resources of this kind. What nobody can count is one.
 */
export async function takeBudget(
	hour: string,
	attempt: string,
	target: RepairTarget,
	{ documents, settings, fleet }: Pick<Ports, "documents" | "settings" | "fleet">,
): Promise<boolean> {
	const key = keys.budget(hour);
	const { perHour, share } = settings.budget;
	const shareOf = Math.max(1, Math.floor(share * ((await fleet(target.kind)) ?? 0)));
	for (let tries = 0; tries < patience; tries++) {
		const stored = await documents.get(key);
		const { entries } = (stored?.value ?? { entries: [] }) as unknown as Spent;
		if (entries.some((entry) => entry.attempt === attempt)) return true;
		if (entries.length >= perHour) return false;
		const changed = new Set(entries.filter(({ kind }) => kind === target.kind).map(({ arn }) => arn));
		if (!changed.has(target.arn) && changed.size >= shareOf) return false;
		const next: Spent = { entries: [...entries, { attempt, kind: target.kind, arn: target.arn }] };
		if (await documents.put(key, next as unknown as JsonObject, stored ? { etag: stored.etag } : { absent: true })) return true;
	}
	return false;
}
