import { logDisconnections } from "../../rules/rds-parameters/judge/logging.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupLogDisconnections = parameterAction({
	id: "rds-parameter-group-log-disconnections",
	title: "Log disconnections (PostgreSQL)",
	rules: ["rds-instance-log-disconnections", "rds-cluster-log-disconnections"],
	question: logDisconnections,
	values: () => ["1", "on"],
});
