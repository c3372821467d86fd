import { seen } from "../../../shared/core/observed.ts";
import { rdsInstancePerformanceInsightsCustomerKey } from "../../../shared/rules/rds/rds-instance-performance-insights-customer-key.ts";
import { customerKey, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const awsKey = seen({ ...customerKey.value, manager: "AWS" as const });

testRule(rdsInstancePerformanceInsightsCustomerKey, {
	pass: [
		{
			name: "a customer managed key",
			says: "customer managed key encrypts Performance Insights of orders",
			evidence: { keyManager: "CUSTOMER" },
		},
	],
	fail: [
		{ name: "the AWS managed key", with: { performanceInsightsKey: awsKey }, says: "AWS managed key", evidence: { keyManager: "AWS" } },
		{ name: "the AWS managed key on a member of a cluster", with: { performanceInsightsKey: awsKey, clusterId: "ledger" } },
	],
	notApplicable: [
		{ name: "off", with: { performanceInsights: { enabled: false }, performanceInsightsKey: undefined }, says: "Performance Insights off" },
	],
	indeterminate: [
		{ name: "AWS did not say", with: { performanceInsights: undefined }, says: "PerformanceInsightsEnabled" },
		{ name: "AWS named no key", with: { performanceInsightsKey: undefined }, says: "KmsKeyId" },
		{ name: "the key could not be read", with: { performanceInsightsKey: denied("kms", "DescribeKey") }, says: "kms:DescribeKey" },
	],
});
