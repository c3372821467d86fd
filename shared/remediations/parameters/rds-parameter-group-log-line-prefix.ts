import { logLinePrefix } from "../../rules/rds-parameters/judge/logging.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupLogLinePrefix = parameterAction({
	id: "rds-parameter-group-log-line-prefix",
	title: "Log time, user, database, host and process with every line (PostgreSQL)",
	rules: ["rds-instance-log-line-prefix", "rds-cluster-log-line-prefix"],
	question: logLinePrefix(["time", "user", "database", "host", "process"]),
	// The default of RDS, which log parsers know.
	values: () => ["%t:%r:%u@%d:[%p]:"],
});
