import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeCustomerKey } from "./judge/encryption-key.ts";

export const rdsInstancePerformanceInsightsCustomerKey = defineRule({
	id: "rds-instance-performance-insights-customer-key",
	title: "Performance Insights data is encrypted with a customer managed key",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Statement texts in Performance Insights may hold data; under the AWS managed key no key policy limits who reads them.",
	recommendation: "Turn Performance Insights off and on again with a customer managed KMS key; the key cannot be changed while it is on.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.html"],
	related: {},
	evaluate(db) {
		if (!reported(db.performanceInsights, "PerformanceInsightsEnabled").enabled)
			return notApplicable(`${db.name} has Performance Insights off.`);
		return judgeCustomerKey(`Performance Insights of ${db.name}`, db.performanceInsightsKey);
	},
});
