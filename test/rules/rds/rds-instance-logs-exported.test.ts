import { rdsInstanceLogsExported } from "../../../shared/rules/rds/rds-instance-logs-exported.ts";
import { testRule } from "../../support/rule-table.ts";

const exporting = (engine: string, ...logExports: string[]) => ({ engine, logExports });

testRule(rdsInstanceLogsExported, {
	pass: [
		{ name: "PostgreSQL with both types", says: "exports postgresql, upgrade to CloudWatch Logs", evidence: { missing: [] } },
		{ name: "MySQL with all but the general log, which is better off", with: exporting("mysql", "audit", "error", "slowquery") },
		{ name: "MariaDB with more than it needs", with: exporting("mariadb", "slowquery", "audit", "error", "general", "iam-db-auth-error") },
		{ name: "Oracle with all types", with: exporting("oracle-se2", "alert", "audit", "trace", "listener") },
		{ name: "SQL Server with both types", with: exporting("sqlserver-se", "agent", "error") },
		{ name: "SQL Server Express, which has no agent", with: exporting("sqlserver-ex", "error") },
		{ name: "Db2 with both types", with: exporting("db2-ae", "diag.log", "notify.log") },
		{ name: "what the configuration asks for", with: exporting("mysql", "error"), parameters: { mysql: ["error"] } },
	],
	fail: [
		{
			name: "PostgreSQL without the upgrade log",
			with: exporting("postgres", "postgresql"),
			says: "does not export upgrade to",
			evidence: { missing: ["upgrade"] },
		},
		{ name: "MySQL with nothing", with: exporting("mysql"), says: "audit, error, slowquery" },
		{ name: "MariaDB with nothing", with: exporting("mariadb"), says: "audit, error, slowquery" },
		{
			name: "MySQL without the general log where the configuration asks for it",
			with: exporting("mysql", "audit"),
			parameters: { mysql: ["audit", "general"] },
			evidence: { missing: ["general"] },
		},
		{ name: "Oracle with nothing", with: exporting("oracle-ee"), says: "alert, audit, trace, listener" },
		{ name: "SQL Server without the agent log", with: exporting("sqlserver-ee", "error"), says: "agent" },
		{ name: "SQL Server Express without the error log", with: exporting("sqlserver-ex"), says: "does not export error to" },
		{ name: "Db2 with nothing", with: exporting("db2-se"), says: "diag.log, notify.log" },
	],
	notApplicable: [
		{ name: "RDS Custom", with: exporting("custom-oracle-ee"), says: "custom-oracle-ee" },
		{ name: "nothing is required", with: exporting("postgres"), parameters: { postgresql: [] }, says: "No log type is required of orders" },
		{ name: "a member of a cluster", with: { ...exporting("aurora-postgresql"), clusterId: "ledger" }, says: "judged on its cluster" },
	],
});
