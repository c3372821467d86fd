import { string } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { tlsAtLeast } from "./judge/tls.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterTlsMinimumVersion = defineRule({
	id: "rds-cluster-tls-minimum-version",
	title: "RDS DB cluster refuses old TLS versions",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "TLS 1.0 and 1.1 have known weaknesses; an attacker in the path can force a client down to them.",
	recommendation:
		"Set ssl_min_protocol_version (PostgreSQL), tls_version (MySQL, MariaDB) or rds.tls10 and rds.tls11 to disabled (SQL Server) in the DB cluster parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html"],
	related: {},
	parameters: { minimum: string("TLSv1.2", "Oldest TLS version that may be spoken.", ["TLSv1.2", "TLSv1.3"]) },
	evaluate: (cluster, { parameters }) => judgeCluster(cluster, tlsAtLeast(parameters.minimum)),
});
