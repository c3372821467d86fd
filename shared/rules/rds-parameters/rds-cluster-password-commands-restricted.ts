import { defineRule } from "../../core/rule.ts";
import { passwordCommandsRestricted } from "./judge/postgres.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterPasswordCommandsRestricted = defineRule({
	id: "rds-cluster-password-commands-restricted",
	title: "RDS DB cluster restricts who may change passwords (PostgreSQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "Every role may set its own password, weak or endless, past the organisation's password rules.",
	recommendation:
		"Set rds.restrict_password_commands to 1 in the DB cluster parameter group, reboot, and grant rds_password to those who manage passwords.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, passwordCommandsRestricted),
});
