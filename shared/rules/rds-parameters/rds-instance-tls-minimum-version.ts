import { string } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { tlsAtLeast } from "./judge/tls.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceTlsMinimumVersion = defineRule({
	id: "rds-instance-tls-minimum-version",
	title: "RDS DB instance refuses old TLS versions",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "TLS 1.0 and 1.1 have known weaknesses; an attacker in the path can force a client down to them.",
	recommendation:
		"Set ssl_min_protocol_version (PostgreSQL), tls_version (MySQL, MariaDB) or rds.tls10 and rds.tls11 to disabled (SQL Server) in the DB parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html"],
	related: { others: ["cloudsploit:sqlServerTLSVersion"] },
	parameters: { minimum: string("TLSv1.2", "Oldest TLS version that may be spoken.", ["TLSv1.2", "TLSv1.3"]) },
	evaluate: (db, { parameters }) => judgeInstance(db, tlsAtLeast(parameters.minimum)),
});
