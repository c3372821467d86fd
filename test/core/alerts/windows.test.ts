import { describe, expect, it } from "vitest";
import { type QuietRule, quietUntil, type TimeRules, windowEnd } from "../../../shared/core/alerts/windows.ts";

const rules = (quiet: readonly QuietRule[], timezone = "UTC", dailyAt = "08:00"): TimeRules => ({ timezone, dailyAt, quiet });
const until = (quiet: readonly QuietRule[], at: string, timezone = "UTC", severity: "high" | "medium" | "critical" = "high") => {
	const end = quietUntil(rules(quiet, timezone), "t", severity, Date.parse(at));
	return end === undefined ? undefined : new Date(end).toISOString();
};
const night: QuietRule = { from: "22:00", to: "07:30" };
const weekend: QuietRule = { days: ["sat", "sun"] };

describe("quiet hours", () => {
	// 2026-03-02 is a Monday.
	it.each<[string, readonly QuietRule[], string, string | undefined]>([
		["before they begin", [night], "2026-03-02T21:59:59Z", undefined],
		["when they begin", [night], "2026-03-02T22:00:00Z", "2026-03-03T07:30:00.000Z"],
		["after midnight", [night], "2026-03-03T00:00:00Z", "2026-03-03T07:30:00.000Z"],
		["in their last minute", [night], "2026-03-03T07:29:59Z", "2026-03-03T07:30:00.000Z"],
		["when they end", [night], "2026-03-03T07:30:00Z", undefined],
		["within a day", [{ from: "12:00", to: "13:00" }], "2026-03-02T12:59:00Z", "2026-03-02T13:00:00.000Z"],
		["at the beginning of those within a day", [{ from: "12:00", to: "13:00" }], "2026-03-02T12:00:00Z", "2026-03-02T13:00:00.000Z"],
		["before those within a day", [{ from: "12:00", to: "13:00" }], "2026-03-02T11:59:00Z", undefined],
		["after those within a day", [{ from: "12:00", to: "13:00" }], "2026-03-02T13:00:00Z", undefined],
		["on another day", [{ ...night, days: ["mon"] }], "2026-03-03T23:00:00Z", undefined],
		["on the day on which they begin", [{ ...night, days: ["mon"] }], "2026-03-02T23:00:00Z", "2026-03-03T07:30:00.000Z"],
		["in the morning after it", [{ ...night, days: ["mon"] }], "2026-03-03T05:00:00Z", "2026-03-03T07:30:00.000Z"],
		["in the morning of it", [{ ...night, days: ["mon"] }], "2026-03-02T05:00:00Z", undefined],
		["in the morning after a Saturday", [{ ...night, days: ["sat"] }], "2026-03-08T05:00:00Z", "2026-03-08T07:30:00.000Z"],
		["at a weekend", [weekend], "2026-03-07T10:00:00Z", "2026-03-09T00:00:00.000Z"],
		["at a weekend whose end is a night", [weekend, night], "2026-03-07T10:00:00Z", "2026-03-09T07:30:00.000Z"],
		["of another target", [{ ...night, targets: ["other"] }], "2026-03-02T23:00:00Z", undefined],
		["of this target", [{ ...night, targets: ["other", "t"] }], "2026-03-02T23:00:00Z", "2026-03-03T07:30:00.000Z"],
		["of milder alerts", [{ ...night, severity: "medium" }], "2026-03-02T23:00:00Z", undefined],
	])("%s: %j at %s", (_, quiet, at, expected) => {
		expect(until(quiet, at)).toBe(expected);
	});

	it("are for the severity that they name and milder ones, and never for critical ones", () => {
		const quiet: readonly QuietRule[] = [{ ...night, severity: "medium" }];
		expect(until(quiet, "2026-03-02T23:00:00Z", "UTC", "medium")).toBe("2026-03-03T07:30:00.000Z");
		expect(until([{ ...night, severity: "critical" }], "2026-03-02T23:00:00Z", "UTC", "critical")).toBeUndefined();
	});

	it("are those of their time zone, also on the night in which its clocks are changed", () => {
		expect(until([night], "2026-03-02T21:30:00Z", "Europe/Berlin")).toBe("2026-03-03T06:30:00.000Z");
		// An hour less, an hour more.
		expect(until([night], "2026-03-28T22:00:00Z", "Europe/Berlin")).toBe("2026-03-29T05:30:00.000Z");
		expect(until([night], "2026-10-24T22:00:00Z", "Europe/Berlin")).toBe("2026-10-25T06:30:00.000Z");
		expect(until([{ days: ["sun"] }], "2026-10-24T22:30:00Z", "Europe/Berlin")).toBe("2026-10-25T23:00:00.000Z");
		expect(until([{ from: "01:00", to: "23:30" }], "2026-03-29T00:30:00Z", "Europe/Berlin")).toBe("2026-03-29T21:30:00.000Z");
		expect(until([night], "2026-03-02T16:45:00Z", "Asia/Kathmandu")).toBe("2026-03-03T01:45:00.000Z");
	});

	it("end some time, even when they are all the time", () => {
		const end = until([{ days: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] }], "2026-03-02T00:00:00Z");
		expect(Date.parse(end ?? "")).toBeGreaterThan(Date.parse("2026-03-09T00:00:00Z"));
	});
});

describe("the end of a window", () => {
	const end = (every: "hourly" | "daily", at: string, timezone = "UTC") =>
		new Date(windowEnd(every, rules([], timezone), Date.parse(at))).toISOString();

	it.each([
		["hourly", "2026-03-02T09:00:00Z", "UTC", "2026-03-02T10:00:00.000Z"],
		["hourly", "2026-03-02T09:59:59.999Z", "UTC", "2026-03-02T10:00:00.000Z"],
		["daily", "2026-03-02T07:59:59Z", "UTC", "2026-03-02T08:00:00.000Z"],
		["daily", "2026-03-02T08:00:00Z", "UTC", "2026-03-03T08:00:00.000Z"],
		["daily", "2026-03-02T07:00:00Z", "Europe/Berlin", "2026-03-03T07:00:00.000Z"],
		["daily", "2026-03-28T12:00:00Z", "Europe/Berlin", "2026-03-29T06:00:00.000Z"],
		["daily", "2026-10-24T12:00:00Z", "Europe/Berlin", "2026-10-25T07:00:00.000Z"],
		["daily", "2026-03-02T12:00:00Z", "America/St_Johns", "2026-03-03T11:30:00.000Z"],
	] as const)("that is %s and holds %s in %s is %s", (every, at, timezone, expected) => {
		expect(end(every, at, timezone)).toBe(expected);
	});
});
