import { defineRule } from "../../core/rule.ts";
import { pgauditRole } from "./judge/postgres.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstancePgauditRole = defineRule({
	id: "rds-instance-pgaudit-role",
	title: "RDS DB instance can audit single objects with pgaudit (PostgreSQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Object auditing needs the role rds_pgaudit; with another or no role, grants to rds_pgaudit record nothing.",
	recommendation: "Create the role rds_pgaudit and set pgaudit.role to rds_pgaudit in the DB parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, pgauditRole),
});
