import { accountFilterConsoleSignInWithoutMfa } from "../../../shared/rules/account/account-filter-console-sign-in-without-mfa.ts";
import { denied } from "../../support/compliant/common.ts";
import { filters, silent } from "../../support/metric-filters.ts";
import { testRule } from "../../support/rule-table.ts";

const pattern = `{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }`;

testRule(accountFilterConsoleSignInWithoutMfa, {
	pass: [{ name: "a filter with an alarm", with: { metricFilters: filters(pattern) }, says: "tell of console sign-ins without MFA" }],
	fail: [
		{ name: "no filter", with: { metricFilters: filters() } },
		{ name: "an alarm without an action", with: { metricFilters: silent(pattern) } },
		{
			name: `sign-ins with MFA only`,
			with: { metricFilters: filters(`{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed = "Yes") }`) },
			says: `ConsoleLogin without MFA`,
		},
		{
			name: `failed sign-ins only`,
			with: { metricFilters: filters(`{ ($.eventName = "ConsoleLogin") && ($.responseElements.ConsoleLogin = "Failure") }`) },
			says: `ConsoleLogin`,
		},
		{ name: "no trail", with: { trails: { value: [] } }, says: "No CloudTrail trail" },
	],
	indeterminate: [
		{ name: "trails were not read", with: { trails: denied("cloudtrail", "DescribeTrails") }, says: "cloudtrail:DescribeTrails" },
	],
});
