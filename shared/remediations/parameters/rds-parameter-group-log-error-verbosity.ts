import { logErrorVerbosity } from "../../rules/rds-parameters/judge/logging.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupLogErrorVerbosity = parameterAction({
	id: "rds-parameter-group-log-error-verbosity",
	title: "Log errors with their code and context (PostgreSQL)",
	rules: ["rds-instance-log-error-verbosity", "rds-cluster-log-error-verbosity"],
	question: logErrorVerbosity,
	values: () => ["default"],
});
