import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { pgauditClasses } from "./judge/postgres.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterPgauditClasses = defineRule({
	id: "rds-cluster-pgaudit-classes",
	title: "RDS DB cluster audits schema changes and roles with pgaudit (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "pgaudit that is not told what to log records nothing, although it looks as if auditing were on.",
	recommendation: "Set pgaudit.log in the DB cluster parameter group to at least ddl,role, with pgaudit in shared_preload_libraries.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html"],
	related: {},
	parameters: {
		classes: strings(["ddl", "role"], "Classes of statements that must be audited.", [
			"read",
			"write",
			"function",
			"role",
			"ddl",
			"misc",
			"misc_set",
		]),
	},
	evaluate: (cluster, { parameters }) => judgeCluster(cluster, pgauditClasses(parameters.classes)),
});
