import { rdsClusterPerformanceInsights } from "../../../shared/rules/rds/rds-cluster-performance-insights.ts";
import { testRule } from "../../support/rule-table.ts";
import { multiAzPostgres } from "./cluster-bases.ts";

testRule(
	rdsClusterPerformanceInsights,
	{
		pass: [{ name: "on", says: "records its load", evidence: { enabled: true } }],
		fail: [{ name: "off", with: { performanceInsights: { enabled: false } }, says: "does not use", evidence: { enabled: false } }],
		notApplicable: [
			{
				name: "Aurora",
				with: { sort: "aurora", performanceInsights: { enabled: false } },
				says: "Performance Insights is set and judged on its instances",
			},
		],
		indeterminate: [{ name: "AWS did not say", with: { performanceInsights: undefined }, says: "PerformanceInsightsEnabled" }],
	},
	multiAzPostgres,
);
