import { secretRotatedOnSchedule } from "../../../shared/rules/secrets/secret-rotated-on-schedule.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(secretRotatedOnSchedule, {
	pass: [
		{ name: "two weeks ago of thirty days", says: "by 2026-07-01", evidence: { due: "2026-07-01T00:00:00.000Z", graceDays: 2 } },
		{ name: "on the last day of grace", with: { lastRotated: days(-32) } },
		{ name: "never, but new", with: { lastRotated: undefined, createdAt: days(-20) }, evidence: { lastRotated: null } },
		{ name: "a cron schedule with a date ahead", with: { rotationDays: undefined, nextRotation: days(5) } },
		{ name: "late by a longer grace", with: { lastRotated: days(-40) }, parameters: { graceDays: 10 } },
	],
	fail: [
		{ name: "after the last day of grace", with: { lastRotated: days(-32.01) }, says: "was not", evidence: { lastRotated: days(-32.01) } },
		{ name: "without grace", with: { lastRotated: days(-31) }, parameters: { graceDays: 0 } },
		{ name: "never, and old", with: { lastRotated: undefined }, says: "never was" },
		{ name: "a cron schedule whose date is past", with: { rotationDays: undefined, nextRotation: days(-3) } },
	],
	notApplicable: [
		{ name: "a replica", with: { primaryRegion: "us-east-1", lastRotated: days(-99) }, says: "replica of the secret in us-east-1" },
		{ name: "no rotation", with: { rotationEnabled: false }, says: "secret-rotation-enabled" },
		{ name: "about to be deleted", with: { lastRotated: days(-99), deletedAt: days(-1) } },
	],
	indeterminate: [
		{ name: "a cron schedule without a date", with: { rotationDays: undefined, nextRotation: undefined }, says: "NextRotationDate" },
		{ name: "neither rotated nor created", with: { lastRotated: undefined, createdAt: undefined }, says: "CreatedDate" },
	],
});
