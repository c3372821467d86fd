import { defineRule } from "../../core/rule.ts";
import { oracleAuditTrail } from "./judge/commercial.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceOracleAuditTrailOn = defineRule({
	id: "rds-instance-oracle-audit-trail-on",
	title: "RDS DB instance keeps an audit trail (Oracle)",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Without an audit trail, logins and privileged statements leave no record.",
	recommendation: "Set audit_trail to DB, OS or XML in the DB parameter group and reboot, or use unified auditing.",
	links: ["https://aws.amazon.com/blogs/database/part-1-security-auditing-in-amazon-rds-for-oracle"],
	related: {},
	evaluate: (db) => judgeInstance(db, oracleAuditTrail),
});
