import { defineRule } from "../../core/rule.ts";
import { binlogTrustOff } from "./judge/mysql.ts";
import { judgeCluster } from "./judge/verdict.ts";

export const rdsClusterLogBinTrustFunctionCreatorsOff = defineRule({
	id: "rds-cluster-log-bin-trust-function-creators-off",
	title: "RDS DB cluster does not trust creators of stored functions (MySQL, MariaDB)",
	severity: "low",
	resource: "rds.DbCluster",
	risk: "With the switch on, accounts without elevated privilege can create functions and triggers whose effects differ on replicas.",
	recommendation: "Set log_bin_trust_function_creators to 0 in the DB cluster parameter group, or reset it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Reference.ParameterGroups.html"],
	related: {},
	evaluate: (cluster) => judgeCluster(cluster, binlogTrustOff),
});
