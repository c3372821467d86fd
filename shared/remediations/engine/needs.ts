import type { Level } from "../action.ts";
import type { Mode } from "../settings.ts";

/** What must come before a plan is applied; undefined: it is only shown. */
export interface Needs {
	readonly approval: boolean;
	readonly window: boolean;
}

/** The stricter of the mode of the configuration and the level of the plan. `held`: a person took the same repair back before. */
export function needsOf(mode: Exclude<Mode, "off">, level: Level, held: boolean): Needs | undefined {
	if (mode === "plan") return undefined;
	return { approval: mode === "approve" || level === "approve" || held, window: mode === "window" || level === "window" };
}
