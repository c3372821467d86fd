import { strings } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { pgauditClasses } from "./judge/postgres.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstancePgauditClasses = defineRule({
	id: "rds-instance-pgaudit-classes",
	title: "RDS DB instance audits schema changes and roles with pgaudit (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "pgaudit that is not told what to log records nothing, although it looks as if auditing were on.",
	recommendation: "Set pgaudit.log in the DB parameter group to at least ddl,role, with pgaudit in shared_preload_libraries.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html"],
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
	evaluate: (db, { parameters }) => judgeInstance(db, pgauditClasses(parameters.classes)),
});
