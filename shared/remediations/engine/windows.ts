import { quietUntil } from "../../core/alerts/windows.ts";
import type { RemediationSettings } from "../settings.ts";

const minute = 60_000;
/** The days of a week, and one for a change of clocks. */
const horizon = 8 * 24 * 60 * minute;

/** When the next maintenance window begins: `at` itself within one, undefined when there is none. Milliseconds. */
export function windowFrom({ windows, timezone }: Pick<RemediationSettings, "windows" | "timezone">, at: number): number | undefined {
	if (windows.length === 0) return undefined;
	// A maintenance window and quiet hours are the same thing: hours of a week in a time zone.
	const rules = { timezone, dailyAt: "00:00", quiet: windows };
	const within = (time: number): boolean => quietUntil(rules, "", "low", time) !== undefined;
	if (within(at)) return at;
	for (let time = (Math.floor(at / minute) + 1) * minute; time <= at + horizon; time += minute) if (within(time)) return time;
	return undefined;
}
