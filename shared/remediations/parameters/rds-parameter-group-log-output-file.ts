import { logToFile } from "../../rules/rds-parameters/judge/mysql.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupLogOutputFile = parameterAction({
	id: "rds-parameter-group-log-output-file",
	title: "Write query logs to files (MySQL, MariaDB)",
	rules: ["rds-instance-log-output-file", "rds-cluster-log-output-file"],
	question: logToFile,
	values: () => ["FILE"],
	notes: ["The tables mysql.slow_log and mysql.general_log get no more rows."],
});
