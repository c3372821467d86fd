import { accountFilterConsoleAuthenticationFailures } from "../../../shared/rules/account/account-filter-console-authentication-failures.ts";
import { denied } from "../../support/compliant/common.ts";
import { filters, silent } from "../../support/metric-filters.ts";
import { testRule } from "../../support/rule-table.ts";

const pattern = `{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }`;

testRule(accountFilterConsoleAuthenticationFailures, {
	pass: [{ name: "a filter with an alarm", with: { metricFilters: filters(pattern) }, says: "tell of failed console sign-ins" }],
	fail: [
		{ name: "no filter", with: { metricFilters: filters() } },
		{ name: "an alarm without an action", with: { metricFilters: silent(pattern) } },
		{
			name: `successful sign-ins only`,
			with: { metricFilters: filters(`{ ($.eventName = ConsoleLogin) && ($.errorMessage NOT EXISTS) }`) },
			says: `Failed authentication`,
		},
		{ name: `another event`, with: { metricFilters: filters(`{ $.eventName = "CheckMfa" }`) }, says: `ConsoleLogin` },
		{ name: "no trail", with: { trails: { value: [] } }, says: "No CloudTrail trail" },
	],
	indeterminate: [
		{ name: "trails were not read", with: { trails: denied("cloudtrail", "DescribeTrails") }, says: "cloudtrail:DescribeTrails" },
	],
});
