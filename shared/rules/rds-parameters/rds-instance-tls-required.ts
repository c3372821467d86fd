import { defineRule } from "../../core/rule.ts";
import { tlsRequired } from "./judge/tls.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceTlsRequired = defineRule({
	id: "rds-instance-tls-required",
	title: "RDS DB instance requires TLS of every connection",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "Clients may connect in plain text; passwords and data can be read and changed on the way.",
	recommendation:
		"Set rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) to 1 in the DB parameter group once all clients use TLS; reboot where the parameter is static.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html"],
	related: {
		prowler: ["rds_instance_transport_encrypted"],
		securityHub: ["RDS.38", "RDS.39", "RDS.41", "RDS.44"],
		awsConfig: [
			"rds-postgres-instance-encrypted-in-transit",
			"rds-mysql-instance-encrypted-in-transit",
			"rds-sqlserver-encrypted-in-transit",
			"rds-mariadb-instance-encrypted-in-transit",
		],
		others: [
			"steampipe:rds_db_instance_sql_server_encryption_in_transit_enabled",
			"steampipe:rds_db_instance_mariadb_encryption_in_transit_enabled",
			"cloudsploit:rdsTransportEncryption",
		],
	},
	evaluate: (db) => judgeInstance(db, tlsRequired, { inSync: true }),
});
