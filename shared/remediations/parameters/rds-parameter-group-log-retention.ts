import { logRetention } from "../../rules/rds-parameters/judge/logging.ts";
import { parameterAction } from "./parameter-action.ts";

/** As in the rules: three days. */
const minutes = 4320;

export const rdsParameterGroupLogRetention = parameterAction({
	id: "rds-parameter-group-log-retention",
	title: "Keep log files for three days on the database (PostgreSQL)",
	rules: ["rds-instance-log-retention", "rds-cluster-log-retention"],
	question: logRetention(minutes),
	values: () => [String(minutes)],
	notes: ["The files take storage of the database until they are deleted."],
	guards: ["The time is raised and never lowered."],
});
