import { defineRule } from "../../core/rule.ts";
import { pgauditLoaded } from "./judge/postgres.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterPgauditLoaded = defineRule({
	id: "rds-cluster-pgaudit-loaded",
	title: "RDS DB cluster loads pgaudit (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Without the audit extension there is no record of reads, writes and grants that would stand up to an investigation.",
	recommendation: "Add pgaudit to shared_preload_libraries in the DB cluster parameter group, reboot, and create the extension.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, pgauditLoaded),
});
