import { accountFilterRootUsage } from "../../../shared/rules/account/account-filter-root-usage.ts";
import { denied } from "../../support/compliant/common.ts";
import { filters, silent } from "../../support/metric-filters.ts";
import { testRule } from "../../support/rule-table.ts";

const pattern = `{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }`;

testRule(accountFilterRootUsage, {
	pass: [{ name: "a filter with an alarm", with: { metricFilters: filters(pattern) }, says: "tell of use of the root user" }],
	fail: [
		{ name: "no filter", with: { metricFilters: filters() } },
		{ name: "an alarm without an action", with: { metricFilters: silent(pattern) } },
		{
			name: `sign-ins only`,
			with: { metricFilters: filters(`{ $.userIdentity.type = "Root" && $.eventName = "ConsoleLogin" }`) },
			says: `API calls of the root user`,
		},
		{
			name: `API calls only`,
			with: { metricFilters: filters(`{ $.userIdentity.type = "Root" && $.eventType = "AwsApiCall" }`) },
			says: `ConsoleLogin of the root user`,
		},
		{
			name: `what services do for root only`,
			with: { metricFilters: filters(`{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy EXISTS }`) },
			says: `ConsoleLogin`,
		},
		{ name: "no trail", with: { trails: { value: [] } }, says: "No CloudTrail trail" },
	],
	indeterminate: [
		{ name: "trails were not read", with: { trails: denied("cloudtrail", "DescribeTrails") }, says: "cloudtrail:DescribeTrails" },
	],
});
