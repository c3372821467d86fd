import { seen } from "../../../shared/core/observed.ts";
import { accountFilterVpcChanges } from "../../../shared/rules/account/account-filter-vpc-changes.ts";
import { denied } from "../../support/compliant/common.ts";
import { anyOf, eachMissing, filters, silent } from "../../support/metric-filters.ts";
import { testRule } from "../../support/rule-table.ts";

const events = [
	"CreateVpc",
	"DeleteVpc",
	"ModifyVpcAttribute",
	"AcceptVpcPeeringConnection",
	"CreateVpcPeeringConnection",
	"DeleteVpcPeeringConnection",
	"RejectVpcPeeringConnection",
];

const none = seen({ instances: 0, clusters: 0 });
const silentRegion = { trails: seen([]) };

testRule(accountFilterVpcChanges, {
	pass: [
		{ name: "a filter with an alarm", with: { metricFilters: filters(anyOf(events)) }, says: "tell of VPC changes" },
		{ name: "a filter that asks for the service too", with: { metricFilters: filters(anyOf(events, "ec2.amazonaws.com")) } },
		{ name: "the event of the parameters", parameters: { events: ["CreateVpc"] }, with: { metricFilters: filters(anyOf(["CreateVpc"])) } },
	],
	fail: [
		{ name: "no filter", with: { metricFilters: filters() }, says: "CreateVpc" },
		{ name: "events of another service", with: { metricFilters: filters(anyOf(events, "example.amazonaws.com")) } },
		{ name: "an alarm without an action", with: { metricFilters: silent(anyOf(events)) }, says: "alarm that acts" },
		{ name: "no trail", with: { trails: { value: [] } }, says: "nobody is told of VPC changes" },
		{
			name: "a further event of the parameters",
			parameters: { events: [...events, "Further"] },
			with: { metricFilters: filters(anyOf(events)) },
			says: "matches Further",
		},
		{ name: "instances alone", with: { ...silentRegion, databases: seen({ instances: 1, clusters: 0 }), eksClusters: seen(0) } },
		{ name: "a DB cluster alone", with: { ...silentRegion, databases: seen({ instances: 0, clusters: 1 }), eksClusters: seen(0) } },
		{ name: "an EKS cluster alone", with: { ...silentRegion, databases: none, eksClusters: seen(1) } },
		{
			name: "an EKS cluster, while databases were not read",
			with: { ...silentRegion, databases: denied("rds", "DescribeDBInstances"), eksClusters: seen(1) },
		},
		{
			name: "a database, while clusters were not read",
			with: { ...silentRegion, databases: seen({ instances: 1, clusters: 0 }), eksClusters: denied("eks", "ListClusters") },
		},
		...eachMissing(events),
	],
	notApplicable: [
		{
			name: "nothing to watch",
			with: { ...silentRegion, databases: none, eksClusters: seen(0) },
			says: "neither a database nor a cluster",
		},
	],
	indeterminate: [
		{
			name: "nobody is told, and databases were not read",
			with: { ...silentRegion, databases: denied("rds", "DescribeDBInstances"), eksClusters: seen(0) },
			says: "rds:DescribeDBInstances",
		},
		{
			name: "nobody is told, and clusters were not read",
			with: { ...silentRegion, databases: none, eksClusters: denied("eks", "ListClusters") },
			says: "eks:ListClusters",
		},
		{ name: "trails were not read", with: { trails: denied("cloudtrail", "DescribeTrails") }, says: "cloudtrail:DescribeTrails" },
	],
});
