import { defineRule } from "../../core/rule.ts";
import { judgePendingChanges } from "./judge/upkeep.ts";

export const rdsInstanceNoPendingChanges = defineRule({
	id: "rds-instance-no-pending-changes",
	title: "RDS DB instance runs as it is configured",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "A change that somebody believes done, a new certificate or an upgrade for instance, is not in force until a window or a reboot.",
	recommendation: "Apply the waiting changes at once or wait for the maintenance window, then check that they are in force.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.ApplyImmediately.html"],
	related: {},
	evaluate: (db) => judgePendingChanges(db),
});
