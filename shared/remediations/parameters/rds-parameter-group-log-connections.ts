import { isSince } from "../../rules/rds-parameters/judge/engine.ts";
import { logConnections } from "../../rules/rds-parameters/judge/logging.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupLogConnections = parameterAction({
	id: "rds-parameter-group-log-connections",
	title: "Log connections (PostgreSQL)",
	rules: ["rds-instance-log-connections", "rds-cluster-log-connections"],
	question: logConnections,
	values: (_parameter, _current, engine) => (isSince(engine, 18) ? ["all", "1"] : ["1", "on"]),
});
