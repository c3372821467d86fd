import { rdsInstanceMariadbLogsExported } from "../../../shared/rules/rds/rds-instance-mariadb-logs-exported.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(
	rdsInstanceMariadbLogsExported,
	{
		pass: [
			{ name: "audit and error", with: { logExports: ["error", "audit"] }, says: "exports audit, error", evidence: { missing: [] } },
			{ name: "what the configuration asks for", with: { logExports: ["general"] }, parameters: { logTypes: ["general"] } },
		],
		fail: [
			{ name: "no audit log", with: { logExports: ["error", "general", "slowquery"] }, says: "does not export audit to" },
			{ name: "no error log", with: { logExports: ["audit"] }, says: "does not export error to" },
		],
		notApplicable: [
			{ name: "another engine", with: { engine: "mysql", logExports: [] }, says: "mysql" },
			{ name: "a member of a cluster", with: { clusterId: "ledger", logExports: [] }, says: "judged on its cluster" },
		],
	},
	{ engine: "mariadb", engineVersion: "11.4.3" },
);
