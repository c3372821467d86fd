import { secretRotationProven } from "../../../shared/rules/secrets/secret-rotation-proven.ts";
import { days, testRule } from "../../support/rule-table.ts";

const never = { lastRotated: undefined };

testRule(secretRotationProven, {
	pass: [
		{ name: "rotated once", says: "was rotated on 2026-06-01", evidence: { lastRotated: "2026-06-01T00:00:00.000Z", graceDays: 7 } },
		{ name: "rotated once, of unknown age", with: { createdAt: undefined } },
		{
			name: "never, on the last day of grace",
			with: { ...never, createdAt: days(-7.9) },
			says: "created 7 days ago",
			evidence: { lastRotated: null },
		},
		{ name: "never, within a longer grace", with: { ...never, createdAt: days(-30) }, parameters: { graceDays: 30 } },
	],
	fail: [
		{
			name: "never, a day after the grace",
			with: { ...never, createdAt: days(-8) },
			says: "created 8 days ago",
			evidence: { created: days(-8) },
		},
		{ name: "never, without grace", with: { ...never, createdAt: days(-1) }, parameters: { graceDays: 0 } },
	],
	notApplicable: [
		{ name: "a replica", with: { ...never, primaryRegion: "us-east-1" }, says: "replica of the secret in us-east-1" },
		{ name: "no rotation", with: { ...never, rotationEnabled: false }, says: "secret-rotation-enabled" },
		{ name: "managed by RDS", with: { ...never, owningService: "rds" }, says: "managed by rds" },
		{ name: "about to be deleted", with: { ...never, deletedAt: days(-1) } },
	],
	indeterminate: [{ name: "neither rotated nor created", with: { ...never, createdAt: undefined }, says: "CreatedDate" }],
});
