import { rdsInstancePerformanceInsightsEnabled } from "../../../shared/rules/rds/rds-instance-performance-insights-enabled.ts";
import { testRule } from "../../support/rule-table.ts";

const off = (engine: string, instanceClass?: string) => ({ engine, instanceClass, performanceInsights: { enabled: false } });

testRule(rdsInstancePerformanceInsightsEnabled, {
	pass: [
		{ name: "on", says: "Performance Insights on", evidence: { enabled: true } },
		{ name: "on in spite of a small class", with: { engine: "mysql", instanceClass: "db.t3.micro" } },
	],
	fail: [
		{ name: "off", with: off("postgres", "db.t3.micro"), says: "Performance Insights off", evidence: { enabled: false } },
		{ name: "off for Aurora MySQL on a large class", with: { ...off("aurora-mysql", "db.r7g.large"), clusterId: "ledger" } },
		{ name: "off for MySQL of medium size", with: off("mysql", "db.t4g.medium") },
		{ name: "off for MariaDB on a large class", with: off("mariadb", "db.m7g.large") },
		{ name: "off for a member of an Aurora cluster", with: { ...off("aurora-mysql", "db.t4g.medium"), clusterId: "ledger" } },
		{ name: "off for SQL Server", with: off("sqlserver-se", "db.t3.small") },
	],
	notApplicable: [
		{ name: "a member of a Multi-AZ DB cluster", with: { clusterId: "ledger", clusterSort: "multi-az" }, says: "judged on its cluster" },
		{ name: "MySQL on db.t3.micro", with: off("mysql", "db.t3.micro"), says: "db.t3.micro" },
		{ name: "MySQL on db.t2.small", with: off("mysql", "db.t2.small"), says: "db.t2.small" },
		{ name: "MariaDB on db.t4g.small", with: off("mariadb", "db.t4g.small"), says: "db.t4g.small" },
		{ name: "Aurora MySQL on db.t3.medium", with: off("aurora-mysql", "db.t3.medium"), says: "db.t3.medium" },
		{ name: "Aurora MySQL on db.t2.medium", with: off("aurora-mysql", "db.t2.medium"), says: "db.t2.medium" },
		{ name: "Aurora MySQL on db.t4g.small", with: off("aurora-mysql", "db.t4g.small"), says: "db.t4g.small" },
		{ name: "Db2", with: off("db2-se", "db.m6i.large"), says: "db2-se" },
		{ name: "RDS Custom", with: off("custom-oracle-ee", "db.m6i.large"), says: "custom-oracle-ee" },
	],
	indeterminate: [
		{ name: "AWS did not say", with: { performanceInsights: undefined }, says: "PerformanceInsightsEnabled" },
		{ name: "off on an unknown class", with: off("mysql"), says: "DBInstanceClass" },
	],
});
