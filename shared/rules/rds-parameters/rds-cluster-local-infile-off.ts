import { defineRule } from "../../core/rule.ts";
import { localInfileOff } from "./judge/mysql.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLocalInfileOff = defineRule({
	id: "rds-cluster-local-infile-off",
	title: "RDS DB cluster refuses LOAD DATA LOCAL (MySQL, MariaDB)",
	severity: "medium",
	resource: "rds.DbCluster",
	risk: "LOAD DATA LOCAL lets injected SQL read files of the client's host into a table.",
	recommendation: "Set local_infile to 0 in the DB cluster parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, localInfileOff),
});
