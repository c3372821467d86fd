import { rdsClusterDataApiDisabled } from "../../../shared/rules/rds/rds-cluster-data-api-disabled.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterDataApiDisabled, {
	pass: [
		{ name: "no Data API", says: "does not offer", evidence: { httpEndpointEnabled: false } },
		{
			name: "a Data API that is allowed",
			with: { httpEndpointEnabled: true },
			parameters: { allowed: true },
			says: "as the configuration allows",
			evidence: { httpEndpointEnabled: true },
		},
	],
	fail: [{ name: "a Data API", with: { httpEndpointEnabled: true }, says: "bypasses", evidence: { httpEndpointEnabled: true } }],
	notApplicable: [
		{ name: "a Multi-AZ DB cluster", with: { sort: "multi-az", httpEndpointEnabled: undefined }, says: "Multi-AZ DB cluster" },
	],
	indeterminate: [{ name: "AWS did not say", with: { httpEndpointEnabled: undefined }, says: "HttpEndpointEnabled" }],
});
