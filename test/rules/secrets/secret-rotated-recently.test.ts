import { secretRotatedRecently } from "../../../shared/rules/secrets/secret-rotated-recently.ts";
import { days, testRule } from "../../support/rule-table.ts";

testRule(secretRotatedRecently, {
	pass: [
		{ name: "two weeks ago", says: "rotated 14 days ago", evidence: { days: 14 } },
		{ name: "the last allowed day", with: { lastRotated: days(-90) }, evidence: { days: 90, maximumDays: 90 } },
		{ name: "new", with: { lastRotated: undefined, createdAt: days(-3) }, says: "created 3 days ago" },
		{ name: "longer ago by the parameter", with: { lastRotated: days(-365) }, parameters: { maximumDays: 365 } },
	],
	fail: [
		{ name: "a day too long", with: { lastRotated: days(-91) }, says: "91 days ago" },
		{ name: "never", with: { lastRotated: undefined, createdAt: days(-91) }, says: "never rotated in 91 days" },
	],
	notApplicable: [
		{
			name: "a replica",
			with: { primaryRegion: "us-east-1", lastRotated: undefined, createdAt: days(-400) },
			says: "replica of the secret in us-east-1",
		},
		{ name: "a service that does not rotate", with: { rotationEnabled: false, owningService: "appflow", lastRotated: undefined } },
		{ name: "about to be deleted", with: { lastRotated: days(-99), deletedAt: days(-1) } },
	],
	indeterminate: [{ name: "neither rotated nor created", with: { lastRotated: undefined, createdAt: undefined }, says: "CreatedDate" }],
});
