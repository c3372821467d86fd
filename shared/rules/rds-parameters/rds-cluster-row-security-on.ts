import { defineRule } from "../../core/rule.ts";
import { rowSecurity } from "./judge/postgres.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterRowSecurityOn = defineRule({
	id: "rds-cluster-row-security-on",
	title: "RDS DB cluster applies row-level security policies (PostgreSQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "With row_security off, queries on tables with policies fail with an error, which tempts owners to drop the policies.",
	recommendation: "Set row_security to 1 in the DB cluster parameter group, or reset it to its default.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Reference.ParameterGroups.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, rowSecurity),
});
