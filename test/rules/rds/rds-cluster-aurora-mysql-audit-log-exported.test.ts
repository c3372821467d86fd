import { rdsClusterAuroraMysqlAuditLogExported } from "../../../shared/rules/rds/rds-cluster-aurora-mysql-audit-log-exported.ts";
import { testRule } from "../../support/rule-table.ts";
import { auroraMysql } from "./cluster-bases.ts";

testRule(
	rdsClusterAuroraMysqlAuditLogExported,
	{
		pass: [{ name: "the audit log is exported", says: "exports audit", evidence: { missing: [] } }],
		fail: [
			{ name: "all logs but the audit log", with: { logExports: ["error", "general", "slowquery"] }, evidence: { missing: ["audit"] } },
		],
		notApplicable: [
			{ name: "Aurora PostgreSQL", with: { engine: "aurora-postgresql", logExports: [] }, says: "no Aurora MySQL audit log" },
			{ name: "a MySQL Multi-AZ DB cluster", with: { engine: "mysql", logExports: [] } },
			{ name: "Aurora Serverless v1", with: { engineMode: "serverless", logExports: [] }, says: "Serverless v1" },
		],
	},
	auroraMysql,
);
