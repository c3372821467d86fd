import { defineRule } from "../../core/rule.ts";
import { tlsRequired } from "./judge/tls.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterTlsRequired = defineRule({
	id: "rds-cluster-tls-required",
	title: "RDS DB cluster requires TLS of every connection",
	severity: "high",
	resource: "rds.DbCluster",
	risk: "Clients may connect in plain text; passwords and data can be read and changed on the way.",
	recommendation:
		"Set rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) to 1 in the DB cluster parameter group once all clients use TLS; reboot where the parameter is static.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html"],
	related: { prowler: ["rds_instance_transport_encrypted"] },
	evaluate: (cluster) => judgeCluster(cluster, tlsRequired, { inSync: true }),
});
