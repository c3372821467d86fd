import { iamRdsConnectKnownDatabase } from "../../../shared/rules/iam/iam-rds-connect-known-database.ts";
import { denied } from "../../support/compliant/common.ts";
import { inlinePolicy } from "../../support/policies.ts";
import { testRule } from "../../support/rule-table.ts";

const on = (database: string, region = "eu-west-1") => `arn:aws:rds-db:${region}:111122223333:dbuser:${database}/app`;
const connect = (...resources: string[]) => inlinePolicy("rds-db:connect", resources);

testRule(iamRdsConnectKnownDatabase, {
	pass: [
		{ name: "an instance that is there", says: "existing databases" },
		{ name: "a cluster that is there", with: connect(on("cluster-ABCDEFGHIJKL")) },
		{ name: "a pattern that matches one", with: connect(on("db-ABC*")) },
		{
			name: "one that is there, one in a region that was not scanned",
			with: connect(on("db-ABCDEFGHIJKL"), on("db-FAR", "us-east-1")),
			says: "not scanned: db-FAR",
			evidence: { regions: ["eu-west-1"] },
		},
		{ name: "a match in any region", with: connect(on("db-ABCDEFGHIJKL", "*")) },
	],
	fail: [
		{ name: "a database that is gone", with: connect(on("db-GONE")), says: "do not exist: db-GONE." },
		{ name: "one of two gone", with: connect(on("db-ABCDEFGHIJKL"), on("db-GONE")), evidence: { grants: [{ resource: on("db-GONE") }] } },
		{ name: "a name instead of a resource id", with: connect(on("orders")), says: "orders" },
		{
			name: "one gone, one in a region that was not scanned",
			with: connect(on("db-FAR", "us-east-1"), on("db-GONE")),
			says: /: db-GONE\.$/,
		},
	],
	notApplicable: [
		{ name: "only a wildcard", with: connect("*"), says: "named database" },
		{ name: "another region, which was not scanned", with: connect(on("db-FAR", "us-east-1")), says: "not scanned: db-FAR" },
		{ name: "a region by pattern", with: connect(on("db-FAR", "*")) },
		{ name: "only a proxy", with: connect(on("prx-ABC")) },
		{ name: "no grant", with: { policies: [] } },
		{ name: "a role of AWS", with: { managedByAws: true }, says: "role of AWS" },
	],
	indeterminate: [
		{ name: "the databases could not be listed", with: { databaseResourceIds: denied("rds", "DescribeDBInstances") } },
		{ name: "the regions are unknown", with: { ...connect(on("db-GONE")), databaseRegions: undefined }, says: "regions" },
	],
});
