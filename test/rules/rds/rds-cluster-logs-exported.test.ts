import { rdsClusterLogsExported } from "../../../shared/rules/rds/rds-cluster-logs-exported.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterLogsExported, {
	pass: [
		{ name: "Aurora PostgreSQL", says: "postgresql", evidence: { logExports: ["postgresql"], missing: [] } },
		{ name: "Aurora MySQL", with: { engine: "aurora-mysql", logExports: ["slowquery", "error", "audit", "general"] } },
		{ name: "MySQL", with: { engine: "mysql", sort: "multi-az", logExports: ["error", "slowquery"] }, says: "error, slowquery" },
		{ name: "PostgreSQL", with: { engine: "postgres", sort: "multi-az", logExports: ["postgresql", "upgrade"] } },
		{
			name: "less is required by configuration",
			with: { engine: "aurora-mysql", logExports: ["error"] },
			parameters: { auroraMysqlLogs: ["error"] },
		},
	],
	fail: [
		{ name: "Aurora PostgreSQL exports nothing", with: { logExports: [] }, says: "postgresql", evidence: { missing: ["postgresql"] } },
		{
			name: "Aurora PostgreSQL exports another type only, which other scanners pass",
			with: { logExports: ["instance"] },
			evidence: { missing: ["postgresql"] },
		},
		{
			name: "Aurora MySQL exports the general log only",
			with: { engine: "aurora-mysql", logExports: ["general"] },
			says: "audit, error, slowquery",
			evidence: { missing: ["audit", "error", "slowquery"] },
		},
		{ name: "MySQL exports nothing", with: { engine: "mysql", logExports: [] }, evidence: { missing: ["error", "slowquery"] } },
		{ name: "PostgreSQL exports nothing", with: { engine: "postgres", logExports: [] }, evidence: { missing: ["postgresql", "upgrade"] } },
		{
			name: "more is required by configuration",
			parameters: { auroraPostgresqlLogs: ["postgresql", "instance"] },
			evidence: { missing: ["instance"] },
		},
	],
	notApplicable: [
		{ name: "Aurora Serverless v1", with: { engineMode: "serverless", logExports: [] }, says: "Serverless v1" },
		{ name: "an engine that we do not know", with: { engine: "newdb", logExports: [] }, says: "no log types that" },
		{ name: "nothing is required by configuration", parameters: { auroraPostgresqlLogs: [] }, says: "No log type is required" },
	],
});
