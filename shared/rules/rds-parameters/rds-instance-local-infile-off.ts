import { defineRule } from "../../core/rule.ts";
import { localInfileOff } from "./judge/mysql.ts";
import { judgeInstance } from "./judge/verdict.ts";

export const rdsInstanceLocalInfileOff = defineRule({
	id: "rds-instance-local-infile-off",
	title: "RDS DB instance refuses LOAD DATA LOCAL (MySQL, MariaDB)",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "LOAD DATA LOCAL lets injected SQL read files of the client's host into a table.",
	recommendation: "Set local_infile to 0 in the DB parameter group.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MySQL.Parameters.html"],
	related: {},
	evaluate: (db) => judgeInstance(db, localInfileOff),
});
