import { accountFilterOrganizationsChanges } from "../../../shared/rules/account/account-filter-organizations-changes.ts";
import { denied } from "../../support/compliant/common.ts";
import { anyOf, eachMissing, filters, silent } from "../../support/metric-filters.ts";
import { testRule } from "../../support/rule-table.ts";

const events = [
	"AcceptHandshake",
	"AttachPolicy",
	"CreateAccount",
	"CreateOrganizationalUnit",
	"CreatePolicy",
	"DeclineHandshake",
	"DeleteOrganization",
	"DeleteOrganizationalUnit",
	"DeletePolicy",
	"DetachPolicy",
	"DisablePolicyType",
	"EnablePolicyType",
	"InviteAccountToOrganization",
	"LeaveOrganization",
	"MoveAccount",
	"RemoveAccountFromOrganization",
	"UpdateOrganizationalUnit",
	"UpdatePolicy",
];

testRule(accountFilterOrganizationsChanges, {
	pass: [
		{ name: "a filter with an alarm", with: { metricFilters: filters(anyOf(events)) }, says: "tell of AWS Organizations changes" },
		{ name: "a filter that asks for the service too", with: { metricFilters: filters(anyOf(events, "organizations.amazonaws.com")) } },
		{
			name: "the event of the parameters",
			parameters: { events: ["AcceptHandshake"] },
			with: { metricFilters: filters(anyOf(["AcceptHandshake"])) },
		},
	],
	fail: [
		{ name: "no filter", with: { metricFilters: filters() }, says: "AcceptHandshake" },
		{ name: "events of another service", with: { metricFilters: filters(anyOf(events, "example.amazonaws.com")) } },
		{ name: "an alarm without an action", with: { metricFilters: silent(anyOf(events)) }, says: "alarm that acts" },
		{ name: "no trail", with: { trails: { value: [] } }, says: "nobody is told of AWS Organizations changes" },
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
