import { logGroupRetention } from "../../../shared/rules/logs/log-group-retention.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(logGroupRetention, {
	pass: [
		{ name: "exactly long enough", with: { retentionDays: 365 }, says: "for 365 days", evidence: { retentionDays: 365, minimumDays: 365 } },
		{ name: "for ever", with: { retentionDays: undefined }, says: "for ever", evidence: { retentionDays: null } },
		{ name: "another minimum", parameters: { minimumDays: 30 }, with: { retentionDays: 30 } },
		{ name: "infrequent access", with: { logClass: "INFREQUENT_ACCESS" } },
	],
	fail: [
		{ name: "one day less", with: { retentionDays: 364 }, says: "at least 365" },
		{ name: "another minimum", parameters: { minimumDays: 731 }, with: { retentionDays: 400 } },
		{ name: "a class that AWS did not name", with: { retentionDays: 7, logClass: undefined } },
	],
	notApplicable: [{ name: "a class with fixed retention", with: { logClass: "DELIVERY", retentionDays: 1 }, says: "DELIVERY" }],
});
