import { atLeast, type Severity } from "../severity.ts";
import type { Window } from "./routes.ts";

export const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof weekdays)[number];

/** When a target is not to be disturbed; what comes then is told when it is over. Critical alerts never wait. */
export interface QuietRule {
	/** `HH:MM`; may be later than `to`, when it spans midnight. Absent, both: the whole day. */
	readonly from?: string | undefined;
	readonly to?: string | undefined;
	/** Days on which it begins. Absent: every day. */
	readonly days?: readonly Weekday[] | undefined;
	/** Absent: all. */
	readonly targets?: readonly string[] | undefined;
	/** This severity and milder wait. Absent: high. */
	readonly severity?: Severity | undefined;
}

/** When people are told. */
export interface TimeRules {
	/** IANA name of the time zone of everything here. */
	readonly timezone: string;
	/** `HH:MM` at which daily digests are told. */
	readonly dailyAt: string;
	readonly quiet: readonly QuietRule[];
}

const minute = 60_000;
const day = 24 * 60;

/** When the quiet ends that an alert for the target falls into at `at`; undefined when it may be told. Milliseconds. */
export function quietUntil({ timezone, quiet }: TimeRules, target: string, severity: Severity, at: number): number | undefined {
	if (severity === "critical") return undefined;
	const rules = quiet.filter((rule) => (rule.targets?.includes(target) ?? true) && atLeast(rule.severity ?? "high", severity));
	let end = at;
	// One quiet may end within another; a week that is quiet all through has no end that could be waited for.
	for (let steps = 0; steps < 15; steps++) {
		const local = localTime(timezone, end);
		const left = Math.max(0, ...rules.map((rule) => minutesLeft(rule, local)));
		if (left === 0) return end === at ? undefined : end;
		end = atLocal(timezone, Math.floor(end / minute) * minute + left * minute, (local.minutes + left) % day);
	}
	return end;
}

/** When the window ends that `at` falls into: the next full hour, or the next time of the daily digest. Milliseconds. */
export function windowEnd(every: Window, { timezone, dailyAt }: TimeRules, at: number): number {
	if (every === "hourly") return (Math.floor(at / (60 * minute)) + 1) * 60 * minute;
	const goal = minutesOf(dailyAt);
	const left = (goal - localTime(timezone, at).minutes + day) % day || day;
	return atLocal(timezone, Math.floor(at / minute) * minute + left * minute, goal);
}

interface LocalTime {
	readonly weekday: number;
	/** Since midnight. */
	readonly minutes: number;
}

/** Minutes until the rule's quiet ends; 0 or less outside of it. */
function minutesLeft({ from, to, days }: QuietRule, { weekday, minutes }: LocalTime): number {
	const on = (index: number): boolean => days?.includes(weekdays[(index + 7) % 7] as Weekday) ?? true;
	if (from === undefined || to === undefined) return on(weekday) ? day - minutes : 0;
	const [start, end] = [minutesOf(from), minutesOf(to)];
	if (start < end) return on(weekday) && minutes >= start ? end - minutes : 0;
	if (minutes >= start) return on(weekday) ? day - minutes + end : 0;
	return on(weekday - 1) ? end - minutes : 0;
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(timezone: string, at: number): LocalTime {
	const format =
		formats.get(timezone) ??
		new Intl.DateTimeFormat("en-US", { timeZone: timezone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
	formats.set(timezone, format);
	const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
	return {
		weekday: weekdays.indexOf((parts.weekday ?? "").toLowerCase() as Weekday),
		minutes: Number(parts.hour) * 60 + Number(parts.minute),
	};
}

/** The time near `at` at which local clocks show so many minutes; clocks may have been changed in between. */
function atLocal(timezone: string, at: number, minutes: number): number {
	const off = minutes - localTime(timezone, at).minutes;
	return at + (off > day / 2 ? off - day : off < -day / 2 ? off + day : off) * minute;
}
