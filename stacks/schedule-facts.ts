import type { Names } from "./names.ts";

/** The schedules of a deployment. */
export const scheduleNames = ({ prefix }: Names, remediation: boolean): string[] =>
	["scan", "notify", "check-health", ...(remediation ? ["repairs"] : [])].map((name) => `${prefix}-${name}`);

/** Scans need not start on the minute, unless they are frequent. */
export function windowOf(schedule: string): number {
	const [, count = "0", unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
	const minutes = Number(count) * ({ minute: 1, hour: 60, day: 1440 }[unit] ?? 1440);
	return unit === "" ? 15 : Math.min(15, Math.floor(minutes / 12));
}
