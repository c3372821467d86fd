import { logReplicationCommands } from "../../rules/rds-parameters/judge/logging.ts";
import { parameterAction } from "./parameter-action.ts";

export const rdsParameterGroupLogReplicationCommands = parameterAction({
	id: "rds-parameter-group-log-replication-commands",
	title: "Log replication commands (PostgreSQL)",
	rules: ["rds-instance-log-replication-commands", "rds-cluster-log-replication-commands"],
	question: logReplicationCommands,
	values: () => ["1", "on"],
});
