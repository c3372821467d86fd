import { accountFilterS3BucketPolicyChanges } from "../../../shared/rules/account/account-filter-s3-bucket-policy-changes.ts";
import { denied } from "../../support/compliant/common.ts";
import { anyOf, eachMissing, filters, silent } from "../../support/metric-filters.ts";
import { testRule } from "../../support/rule-table.ts";

const events = [
	"PutBucketAcl",
	"PutBucketPolicy",
	"PutBucketCors",
	"PutBucketLifecycle",
	"PutBucketReplication",
	"DeleteBucketPolicy",
	"DeleteBucketCors",
	"DeleteBucketLifecycle",
	"DeleteBucketReplication",
];

testRule(accountFilterS3BucketPolicyChanges, {
	pass: [
		{ name: "a filter with an alarm", with: { metricFilters: filters(anyOf(events)) }, says: "tell of changes of S3 bucket policies" },
		{ name: "a filter that asks for the service too", with: { metricFilters: filters(anyOf(events, "s3.amazonaws.com")) } },
		{
			name: "the event of the parameters",
			parameters: { events: ["PutBucketAcl"] },
			with: { metricFilters: filters(anyOf(["PutBucketAcl"])) },
		},
	],
	fail: [
		{ name: "no filter", with: { metricFilters: filters() }, says: "PutBucketAcl" },
		{ name: "events of another service", with: { metricFilters: filters(anyOf(events, "example.amazonaws.com")) } },
		{ name: "an alarm without an action", with: { metricFilters: silent(anyOf(events)) }, says: "alarm that acts" },
		{ name: "no trail", with: { trails: { value: [] } }, says: "nobody is told of changes of S3 bucket policies" },
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
