import { defineRule } from "../../core/rule.ts";
import { notApplicable } from "../../core/verdict.ts";
import { judgeLocalFileRead } from "./judge/local-file-read.ts";

export const rdsClusterPostgresLocalFileReadFixed = defineRule({
	id: "rds-cluster-postgres-local-file-read-fixed",
	title: "PostgreSQL cluster runs a release without the log_fdw local file read flaw",
	severity: "high",
	resource: "rds.DbCluster",
	risk: "A database user who may create foreign tables reads files of the host through log_fdw, among them internal credentials of the service.",
	recommendation: "Upgrade to a later minor release, better to a major version in standard support.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.PostgreSQL.html"],
	related: { others: ["steampipe:rds_db_cluster_aurora_postgres_not_exposed_to_local_file_read_vulnerability"] },
	evaluate: (cluster) =>
		cluster.engine === "aurora-postgresql" || cluster.engine === "postgres"
			? judgeLocalFileRead(cluster, cluster.engine)
			: notApplicable(`${cluster.name} runs ${cluster.engine}, which has no log_fdw extension.`),
});
