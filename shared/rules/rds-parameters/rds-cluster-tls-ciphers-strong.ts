import { defineRule } from "../../core/rule.ts";
import { strongCiphers } from "./judge/tls.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterTlsCiphersStrong = defineRule({
	id: "rds-cluster-tls-ciphers-strong",
	title: "RDS DB cluster offers only strong cipher suites",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "Broken or anonymous cipher suites let an attacker in the path read or impersonate what TLS should protect.",
	recommendation:
		"Set ssl_ciphers (PostgreSQL) to strong suites, or rds.rc4 and rds.3des168 to disabled (SQL Server), in the DB cluster parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, strongCiphers),
});
