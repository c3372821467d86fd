import { logMinDuration } from "../../rules/rds-parameters/judge/logging.ts";
import { parameterAction } from "./parameter-action.ts";

/** As in the rules. */
const milliseconds = 5000;

export const rdsParameterGroupLogMinDurationStatement = parameterAction({
	id: "rds-parameter-group-log-min-duration-statement",
	title: "Log slow statements (PostgreSQL)",
	rules: ["rds-instance-log-min-duration-statement", "rds-cluster-log-min-duration-statement"],
	question: logMinDuration(milliseconds),
	level: "approve",
	values: () => [String(milliseconds)],
	risk: "medium",
	notes: ["Statements are logged as they are written, with the values in them; bind values too, unless log_parameter_max_length is 0."],
});
