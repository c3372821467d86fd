import { rdsClusterIamAuthentication } from "../../../shared/rules/rds/rds-cluster-iam-authentication.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterIamAuthentication, {
	pass: [{ name: "accepted", says: "accepts IAM", evidence: { iamAuthentication: true } }],
	fail: [
		{ name: "Aurora PostgreSQL", with: { iamAuthentication: false }, says: "only passwords", evidence: { iamAuthentication: false } },
		{ name: "Aurora MySQL", with: { iamAuthentication: false, engine: "aurora-mysql" } },
		{ name: "a MySQL Multi-AZ DB cluster", with: { iamAuthentication: false, engine: "mysql", sort: "multi-az" } },
		{ name: "a PostgreSQL Multi-AZ DB cluster", with: { iamAuthentication: false, engine: "postgres", sort: "multi-az" } },
	],
	notApplicable: [
		{
			name: "an engine without it, which other scanners judge",
			with: { engine: "neptune", iamAuthentication: false },
			says: "neptune, which has no IAM",
		},
		{ name: "Aurora Serverless v1", with: { engineMode: "serverless", iamAuthentication: false }, says: "Serverless v1, which has no IAM" },
	],
	indeterminate: [{ name: "AWS did not say", with: { iamAuthentication: undefined }, says: "IAMDatabaseAuthenticationEnabled" }],
});
