import { need, Unobserved } from "../../../core/observed.ts";
import type { DbInstance } from "../../../core/resources/index.ts";

type DbOption = Extract<DbInstance["options"], { value: unknown }>["value"][number];

/** Statuses of an option group whose options the instance does not run with yet. */
const notYet: readonly string[] = ["pending-apply", "pending-maintenance-apply", "applying", "failed"];

/** The option of that name, and the status of its group when it is not in force yet. */
export function findOption(db: DbInstance, name: string): { option: DbOption; waiting: string | undefined } | undefined {
	const option = need(db.options).find((candidate) => candidate.name === name);
	if (!option) return undefined;
	const waiting = db.optionGroups.filter((group) => notYet.includes(group.status));
	// With an old group on its way out and a new one on its way in, the list does not tell whose option this is.
	if (waiting.length > 0 && waiting.length < db.optionGroups.length)
		throw new Unobserved(`The option groups of ${db.name} are being exchanged (${db.optionGroups.map((group) => group.name).join(", ")}).`);
	return { option, waiting: waiting[0]?.status };
}
