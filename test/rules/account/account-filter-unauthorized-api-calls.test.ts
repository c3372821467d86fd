import { accountFilterUnauthorizedApiCalls } from "../../../shared/rules/account/account-filter-unauthorized-api-calls.ts";
import { denied } from "../../support/compliant/common.ts";
import { filters, silent } from "../../support/metric-filters.ts";
import { testRule } from "../../support/rule-table.ts";

const pattern = `{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }`;

testRule(accountFilterUnauthorizedApiCalls, {
	pass: [{ name: "a filter with an alarm", with: { metricFilters: filters(pattern) }, says: "tell of unauthorized API calls" }],
	fail: [
		{ name: "no filter", with: { metricFilters: filters() } },
		{ name: "an alarm without an action", with: { metricFilters: silent(pattern) } },
		{ name: `only one of the codes`, with: { metricFilters: filters(`{ $.errorCode = "AccessDenied" }`) }, says: `AccessDeniedException` },
		{
			name: `the widely copied pattern that matches every event`,
			with: {
				metricFilters: filters(
					`{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") || ($.sourceIPAddress != "delivery.logs.amazonaws.com") || ($.eventName != "HeadBucket") }`,
				),
			},
			says: `AccessDenied`,
		},
		{ name: "no trail", with: { trails: { value: [] } }, says: "No CloudTrail trail" },
	],
	indeterminate: [
		{ name: "trails were not read", with: { trails: denied("cloudtrail", "DescribeTrails") }, says: "cloudtrail:DescribeTrails" },
	],
});
