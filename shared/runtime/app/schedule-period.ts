const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

/** Days that are looked at: every month with every weekday it can begin with comes in them often enough. */
const horizon = 800;

/**
 * The longest time between two runs of a schedule of EventBridge Scheduler, `rate(…)` or `cron(…)`, in milliseconds. For the days that only a calendar
 * can tell (`L`, `W`, `#`) it is 31 days.
 */
export function periodOf(schedule: string): number {
	const [, value = "1", unit = "hour"] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
	if (schedule.startsWith("rate(")) return Number(value) * (units[unit] ?? minute);
	const [minutes = "*", hours = "*", dayOfMonth = "*", month = "*", dayOfWeek = "*"] = schedule
		.slice("cron(".length, -1)
		.trim()
		.split(/\s+/);
	const special = /[LW#]/;
	if (special.test(dayOfMonth) || special.test(dayOfWeek.replace(/[A-Z]{3}/g, ""))) return 31 * 24 * 60 * minute;
	const times = [...members(hours, 0, 23)].flatMap((hour) => [...members(minutes, 0, 59)].map((each) => (hour * 60 + each) * minute));
	const months = members(month, 1, 12, monthNames);
	const days = members(dayOfMonth, 1, 31);
	const weekdays = members(dayOfWeek, 1, 7, weekdayNames);
	let last: number | undefined;
	let longest = 0;
	for (let day = 0; day < horizon; day++) {
		const date = new Date(Date.UTC(2027, 0, 1 + day));
		if (!months.has(date.getUTCMonth() + 1) || !days.has(date.getUTCDate()) || !weekdays.has(date.getUTCDay() + 1)) continue;
		for (const time of times.toSorted((a, b) => a - b)) {
			const at = date.getTime() + time;
			if (last !== undefined) longest = Math.max(longest, at - last);
			last = at;
		}
	}
	return longest || 366 * 24 * 60 * minute;
}

const monthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** The values of a field: `*`, `?`, lists, ranges and steps. */
function members(field: string, least: number, most: number, names: readonly string[] = []): Set<number> {
	const numberOf = (text: string): number => {
		const named = names.indexOf(text.toUpperCase());
		return named < 0 ? Number(text) : named + least;
	};
	const found = new Set<number>();
	for (const part of field.split(",")) {
		const [range = "*", step] = part.split("/");
		const [from = "*", to] = range.split("-");
		const any = from === "*" || from === "?";
		const first = any ? least : numberOf(from);
		const last = to !== undefined ? numberOf(to) : any || step !== undefined ? most : first;
		for (let value = first; value <= last; value += Number(step ?? 1)) found.add(value);
	}
	return found;
}
