import { rdsClusterNotServerlessV1 } from "../../../shared/rules/rds/rds-cluster-not-serverless-v1.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterNotServerlessV1, {
	pass: [
		{ name: "provisioned", says: "provisioned", evidence: { engineMode: "provisioned" } },
		{ name: "Serverless v2", with: { serverlessV2: { minCapacity: 0.5, maxCapacity: 8 } } },
	],
	fail: [{ name: "Serverless v1", with: { engineMode: "serverless" }, says: "Serverless v1", evidence: { engineMode: "serverless" } }],
	notApplicable: [{ name: "a Multi-AZ DB cluster", with: { sort: "multi-az", engineMode: undefined }, says: "Multi-AZ DB cluster" }],
	indeterminate: [{ name: "AWS did not say", with: { engineMode: undefined }, says: "EngineMode" }],
});
