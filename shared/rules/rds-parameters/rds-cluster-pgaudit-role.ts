import { defineRule } from "../../core/rule.ts";
import { pgauditRole } from "./judge/postgres.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterPgauditRole = defineRule({
	id: "rds-cluster-pgaudit-role",
	title: "RDS DB cluster can audit single objects with pgaudit (PostgreSQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Object auditing needs the role rds_pgaudit; with another or no role, grants to rds_pgaudit record nothing.",
	recommendation: "Create the role rds_pgaudit and set pgaudit.role to rds_pgaudit in the DB cluster parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, pgauditRole),
});
