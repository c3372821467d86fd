import { defineRule } from "../../core/rule.ts";
import { judgeSync } from "./judge/sync.ts";

export const rdsInstanceParametersInEffect = defineRule({
	id: "rds-instance-parameters-in-effect",
	title: "RDS DB instance runs with what its parameter group says",
	severity: "medium",
	resource: "rds.DbInstance",
	risk: "Settings that were made to protect the database wait for a reboot; everybody believes in them, and they are not in force.",
	recommendation: "Reboot in a maintenance window (each member of a cluster), and see the events when applying failed.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html"],
	related: {},
	evaluate: judgeSync,
});
