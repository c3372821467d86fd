import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeLocalFileRead } from "./judge/local-file-read.ts";
import { judgedOnCluster } from "./judge/members.ts";

export const rdsInstancePostgresLocalFileReadFixed = defineRule({
	id: "rds-instance-postgres-local-file-read-fixed",
	title: "RDS for PostgreSQL runs a release without the log_fdw local file read flaw",
	severity: "high",
	resource: "rds.DbInstance",
	risk: "A database user who may create foreign tables reads files of the host through log_fdw, among them internal credentials of the service.",
	recommendation: "Upgrade to 13.3, 12.7, 11.12, 10.17, 9.6.22 or later; better to a major version in standard support.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html"],
	related: { others: ["steampipe:rds_db_instance_postgres_not_exposed_to_local_file_read_vulnerability"] },
	evaluate: (db) =>
		judgedOnCluster(db) ??
		(db.engine === "postgres"
			? judgeLocalFileRead(db, "postgres")
			: notApplicable(`${db.name} runs ${db.engine}, which has no log_fdw extension.`)),
});
