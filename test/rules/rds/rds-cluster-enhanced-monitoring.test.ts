import { rdsClusterEnhancedMonitoring } from "../../../shared/rules/rds/rds-cluster-enhanced-monitoring.ts";
import { testRule } from "../../support/rule-table.ts";
import { multiAzPostgres } from "./cluster-bases.ts";

testRule(
	rdsClusterEnhancedMonitoring,
	{
		pass: [
			{ name: "every minute", says: "every 60 seconds", evidence: { intervalSeconds: 60 } },
			{ name: "exactly as often as configured", with: { monitoringIntervalSeconds: 15 }, parameters: { maximumSeconds: 15 } },
		],
		fail: [
			{ name: "off", with: { monitoringIntervalSeconds: 0 }, says: "has no Enhanced Monitoring", evidence: { intervalSeconds: 0 } },
			{
				name: "less often than configured",
				with: { monitoringIntervalSeconds: 30 },
				parameters: { maximumSeconds: 15 },
				says: "15 are wanted",
			},
		],
		notApplicable: [
			{
				name: "Aurora",
				with: { sort: "aurora", monitoringIntervalSeconds: 0 },
				says: "Enhanced Monitoring is set and judged on its instances",
			},
		],
		indeterminate: [{ name: "AWS did not say", with: { monitoringIntervalSeconds: undefined }, says: "MonitoringInterval" }],
	},
	multiAzPostgres,
);
