import { defineRule } from "../../core/rule.ts";
import { strongCiphers } from "./judge/tls.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceTlsCiphersStrong = defineRule({
	id: "rds-instance-tls-ciphers-strong",
	title: "RDS DB instance offers only strong cipher suites",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Broken or anonymous cipher suites let an attacker in the path read or impersonate what TLS should protect.",
	recommendation:
		"Set ssl_ciphers (PostgreSQL) to strong suites, or rds.rc4 and rds.3des168 to disabled (SQL Server), in the DB parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, strongCiphers),
});
