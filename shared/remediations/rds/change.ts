import type { ActionSettings, Decision, JsonObject, Level, Plan } from "../action.ts";
import { planned, refused } from "../decisions.ts";
import { pendingNames } from "./pending.ts";

/** A change of settings of an instance or a cluster: parameters of its Modify call, there and back. */
export interface Change {
	readonly set: JsonObject;
	/** "Turn public access off". */
	readonly does: string;
	readonly back: JsonObject | { readonly irreversible: string };
	readonly undoes: string;
	/** The facts that will be different. */
	readonly desired: JsonObject;
	/**
	 * AWS puts the change off to the maintenance window unless the call says ApplyImmediately. It never does while anything else waits, because
	 * AWS would apply that along.
	 */
	readonly immediately?: true;
	readonly level?: Level;
	readonly downtime?: string;
	readonly risk?: Plan["risk"];
	readonly notes?: readonly string[];
	readonly hints: Plan["hints"];
}

/** What the files of single settings have in common. `Db` is an instance or a cluster. */
export interface SettingParts<Db> {
	readonly id: string;
	readonly title: string;
	readonly rules: readonly string[];
	readonly controls: readonly string[];
	readonly level: Level;
	readonly alsoNeeds?: readonly { readonly action: string; readonly why: string }[];
	/** Beside the calls by which the resource comes to be. */
	readonly triggers?: readonly string[];
	readonly guards?: readonly string[];
	readonly downtime?: string;
	readonly reversible?: true | string;
	facts(db: Db): JsonObject;
	/** Is it as it should be? `{ missing }`: the field that AWS left out. */
	met(db: Db, settings: ActionSettings): boolean | { readonly missing: string };
	/** What a compliant resource is: "is private". */
	readonly is: string;
	/** Is this very change among those that wait? */
	waits?(db: Db, settings: ActionSettings): boolean;
	change(db: Db, settings: ActionSettings): Change | Decision;
}

/** The plan of a change, or the refusal when it would set off what others put off. */
export function planOf(
	change: Change,
	at: {
		readonly name: string;
		readonly level: Level;
		readonly downtime: string;
		readonly facts: JsonObject;
		readonly pending: object | undefined;
		readonly call: (parameters: JsonObject, does: string) => Plan["calls"][number];
	},
): Decision {
	const waiting = pendingNames(at.pending);
	if (change.immediately && waiting.length > 0)
		return refused(
			"pendingChanges",
			`Changes of ${at.name} wait for its maintenance window and would be applied along: ${waiting.join(", ")}.`,
		);
	const now: JsonObject = change.immediately ? { ApplyImmediately: true } : {};
	const { back } = change;
	return planned({
		level: change.level ?? at.level,
		calls: [at.call({ ...change.set, ...now }, change.does)],
		inverse: isIrreversible(back) ? back : [at.call({ ...back, ...now }, change.undoes)],
		desired: { ...at.facts, ...change.desired },
		downtime: change.downtime ?? at.downtime,
		risk: change.risk ?? "low",
		notes: change.notes ?? [],
		hints: change.hints,
	});
}

const isIrreversible = (back: Change["back"]): back is { readonly irreversible: string } => typeof back.irreversible === "string";
