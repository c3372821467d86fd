import { defineRule } from "../../core/rule.ts";
import { strongPasswordPlugin } from "./judge/mysql.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceDefaultAuthenticationPluginStrong = defineRule({
	id: "rds-instance-default-authentication-plugin-strong",
	title: "RDS DB instance does not default to mysql_native_password (MySQL)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "mysql_native_password keeps an unsalted SHA-1 hash, which is quickly broken once it is stolen.",
	recommendation:
		"Upgrade to MySQL 8.4, set authentication_policy to *:caching_sha2_password in the DB parameter group, and name caching_sha2_password when creating accounts.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, strongPasswordPlugin),
});
