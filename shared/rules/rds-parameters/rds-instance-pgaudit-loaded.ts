import { defineRule } from "../../core/rule.ts";
import { pgauditLoaded } from "./judge/postgres.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstancePgauditLoaded = defineRule({
	id: "rds-instance-pgaudit-loaded",
	title: "RDS DB instance loads pgaudit (PostgreSQL)",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Without the audit extension there is no record of reads, writes and grants that would stand up to an investigation.",
	recommendation: "Add pgaudit to shared_preload_libraries in the DB parameter group, reboot, and create the extension.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, pgauditLoaded),
});
