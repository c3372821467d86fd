import { rdsInstanceEnhancedMonitoring } from "../../../shared/rules/rds/rds-instance-enhanced-monitoring.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceEnhancedMonitoring, {
	pass: [
		{ name: "every minute", says: "every 60 seconds", evidence: { intervalSeconds: 60 } },
		...[1, 5, 10, 15, 30].map((seconds) => ({ name: `every ${seconds} seconds`, with: { monitoringIntervalSeconds: seconds } })),
	],
	fail: [
		{ name: "off", with: { monitoringIntervalSeconds: 0 }, says: "Enhanced Monitoring off", evidence: { intervalSeconds: 0 } },
		{ name: "coarser than the configuration asks", parameters: { intervals: [1, 5] }, says: "where 1, 5 are accepted" },
		{ name: "off for a member of a cluster", with: { monitoringIntervalSeconds: 0, clusterId: "ledger" } },
	],
	notApplicable: [
		{ name: "a member of a Multi-AZ DB cluster", with: { clusterId: "ledger", clusterSort: "multi-az" }, says: "judged on its cluster" },
		{ name: "RDS Custom", with: { engine: "custom-oracle-ee", monitoringIntervalSeconds: undefined }, says: "RDS Custom" },
	],
	indeterminate: [{ name: "AWS did not say", with: { monitoringIntervalSeconds: undefined }, says: "MonitoringInterval" }],
});
