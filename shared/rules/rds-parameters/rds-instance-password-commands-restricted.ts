import { defineRule } from "../../core/rule.ts";
import { passwordCommandsRestricted } from "./judge/postgres.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstancePasswordCommandsRestricted = defineRule({
	id: "rds-instance-password-commands-restricted",
	title: "RDS DB instance restricts who may change passwords (PostgreSQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Every role may set its own password, weak or endless, past the organisation's password rules.",
	recommendation:
		"Set rds.restrict_password_commands to 1 in the DB parameter group, reboot, and grant rds_password to those who manage passwords.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, passwordCommandsRestricted),
});
