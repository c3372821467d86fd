import { slowQueryLogOn } from "../../rules/rds-parameters/judge/mysql.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupSlowQueryLog = parameterAction({
	id: "rds-parameter-group-slow-query-log",
	title: "Log slow queries (MySQL, MariaDB)",
	rules: ["rds-instance-slow-query-log-on", "rds-cluster-slow-query-log-on"],
	question: slowQueryLogOn,
	values: () => ["1", "ON"],
});
