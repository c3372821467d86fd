import { expect, it } from "vitest";
import { periodOf } from "../../../shared/runtime/app/schedule-period.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

it.each([
	["rate(1 minute)", minute],
	["rate(30 minutes)", 30 * minute],
	["rate(12 hours)", 12 * hour],
	["rate(1 day)", day],
	["rate(7 days)", 7 * day],
	["cron(0 3 * * ? *)", day],
	["cron(0/15 * * * ? *)", 15 * minute],
	["cron(5,35 * * * ? *)", 30 * minute],
	// From 20:00 to 8:00.
	["cron(0 8-20/4 * * ? *)", 12 * hour],
	["cron(0 3 ? * MON-FRI *)", 3 * day],
	["cron(0 3 ? * 2,5 *)", 4 * day],
	["cron(30 6 1 * ? *)", 31 * day],
	["cron(0 3 31 * ? *)", 61 * day],
	["cron(0 3 1 1/6 ? *)", 184 * day],
	["cron(0 3 1 JAN ? *)", 366 * day],
	["cron(0 3 L * ? *)", 31 * day],
	["cron(0 3 ? * 6#3 *)", 31 * day],
	["cron(0 3 ? * WED *)", 7 * day],
])("%s runs at least every %d ms", (schedule, period) => {
	expect(periodOf(schedule)).toBe(period);
});
