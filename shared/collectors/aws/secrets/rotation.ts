import type { RotationRulesType } from "@aws-sdk/client-secrets-manager";

const hoursIn: Readonly<Record<string, number>> = { hour: 1, day: 24 };

/** Days between rotations, from AutomaticallyAfterDays or a `rate()` expression; absent for `cron()` and without rules. */
export function rotationDays(rules: RotationRulesType | undefined): number | undefined {
	if (rules?.AutomaticallyAfterDays !== undefined) return rules.AutomaticallyAfterDays;
	const [, count, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(rules?.ScheduleExpression ?? "") ?? [];
	const hours = hoursIn[unit ?? ""];
	return count === undefined || hours === undefined ? undefined : (Number(count) * hours) / 24;
}
