import { accountFilterKmsKeyDeletion } from "../../../shared/rules/account/account-filter-kms-key-deletion.ts";
import { denied } from "../../support/compliant/common.ts";
import { anyOf, eachMissing, filters, silent } from "../../support/metric-filters.ts";
import { testRule } from "../../support/rule-table.ts";

const events = ["DisableKey", "ScheduleKeyDeletion"];

testRule(accountFilterKmsKeyDeletion, {
	pass: [
		{ name: "a filter with an alarm", with: { metricFilters: filters(anyOf(events)) }, says: "tell of disabling or deletion of KMS keys" },
		{ name: "a filter that asks for the service too", with: { metricFilters: filters(anyOf(events, "kms.amazonaws.com")) } },
		{
			name: "the event of the parameters",
			parameters: { events: ["DisableKey"] },
			with: { metricFilters: filters(anyOf(["DisableKey"])) },
		},
	],
	fail: [
		{ name: "no filter", with: { metricFilters: filters() }, says: "DisableKey" },
		{ name: "events of another service", with: { metricFilters: filters(anyOf(events, "example.amazonaws.com")) } },
		{ name: "an alarm without an action", with: { metricFilters: silent(anyOf(events)) }, says: "alarm that acts" },
		{ name: "no trail", with: { trails: { value: [] } }, says: "nobody is told of disabling or deletion of KMS keys" },
		{
			name: "a further event of the parameters",
			parameters: { events: [...events, "Further"] },
			with: { metricFilters: filters(anyOf(events)) },
			says: "matches Further",
		},
		...eachMissing(events),
	],
	indeterminate: [
		{ name: "trails were not read", with: { trails: denied("cloudtrail", "DescribeTrails") }, says: "cloudtrail:DescribeTrails" },
	],
});
