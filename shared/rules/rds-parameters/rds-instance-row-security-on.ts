import { defineRule } from "../../core/rule.ts";
import { rowSecurity } from "./judge/postgres.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceRowSecurityOn = defineRule({
	id: "rds-instance-row-security-on",
	title: "RDS DB instance applies row-level security policies (PostgreSQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "With row_security off, queries on tables with policies fail with an error, which tempts owners to drop the policies.",
	recommendation: "Set row_security to 1 in the DB parameter group, or reset it to its default.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Parameters.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, rowSecurity),
});
