import { secretNoStuckPending } from "../../../shared/rules/secrets/secret-no-stuck-pending.ts";
import { days, testRule } from "../../support/rule-table.ts";

const pending = { "v-3": ["AWSPENDING"], "v-2": ["AWSCURRENT"] };

testRule(secretNoStuckPending, {
	pass: [
		{ name: "no pending version", says: "no pending version" },
		{
			name: "a finished rotation that left its label",
			with: { versions: { "v-3": ["AWSCURRENT", "AWSPENDING"], "v-2": ["AWSPREVIOUS"] } },
		},
		{ name: "a rotation under way", with: { versions: pending, lastChanged: days(-1) }, says: "under way", evidence: { pending: ["v-3"] } },
		{ name: "a slow rotation", with: { versions: pending, lastChanged: days(-2) }, parameters: { graceHours: 48 } },
	],
	fail: [
		{
			name: "a rotation that stopped",
			with: { versions: pending, lastChanged: days(-1.01) },
			says: "stopped half-way",
			evidence: { pending: ["v-3"] },
		},
		{ name: "a pending version that was current before", with: { versions: { "v-3": ["AWSPENDING", "AWSPREVIOUS"] } } },
	],
	notApplicable: [{ name: "about to be deleted", with: { versions: pending, deletedAt: days(-1) } }],
	indeterminate: [{ name: "no date of change", with: { versions: pending, lastChanged: undefined }, says: "LastChangedDate" }],
});
