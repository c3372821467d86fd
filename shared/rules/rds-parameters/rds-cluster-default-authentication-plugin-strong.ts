import { defineRule } from "../../core/rule.ts";
import { strongPasswordPlugin } from "./judge/mysql.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterDefaultAuthenticationPluginStrong = defineRule({
	id: "rds-cluster-default-authentication-plugin-strong",
	title: "RDS DB cluster does not default to mysql_native_password (MySQL)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "mysql_native_password keeps an unsalted SHA-1 hash, which is quickly broken once it is stolen.",
	recommendation:
		"Upgrade to MySQL 8.4, set authentication_policy to *:caching_sha2_password in the DB cluster parameter group, and name caching_sha2_password when creating accounts.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, strongPasswordPlugin),
});
