import { defineRule } from "../../core/rule.ts";
import { binlogTrustOff } from "./judge/mysql.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLogBinTrustFunctionCreatorsOff = defineRule({
	id: "rds-instance-log-bin-trust-function-creators-off",
	title: "RDS DB instance does not trust creators of stored functions (MySQL, MariaDB)",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "With the switch on, accounts without elevated privilege can create functions and triggers whose effects differ on replicas.",
	recommendation: "Set log_bin_trust_function_creators to 0 in the DB parameter group, or reset it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, binlogTrustOff),
});
