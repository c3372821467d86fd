import { need } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { day } from "./judge/dates.ts";

export const rdsInstanceNotIdle = defineRule({
	id: "rds-instance-not-idle",
	title: "RDS DB instance is in use",
	severity: "informational",
	resource: "rds.DbInstance",
	risk: "A forgotten database holds data that nobody watches, patches or pays attention to, and costs money.",
	recommendation: "Ask its owner; take a final snapshot and delete the instance when nobody needs it.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html"],
	related: { others: ["cloudsploit:idleRDSInstance"] },
	parameters: { maximumConnections: integer(0, "Most connections at any time at which an instance still counts as idle.") },
	evaluate(db, { now, parameters: { maximumConnections } }) {
		if (db.status === "stopped") return notApplicable(`${db.name} is stopped.`);
		const { days, connectionsMaximum, cpuAverage } = need(db.utilization);
		if (db.createdAt !== undefined && now - Date.parse(db.createdAt) < days * day)
			return notApplicable(`${db.name} was created less than ${days} days ago.`);
		if (connectionsMaximum === undefined)
			return notApplicable(`CloudWatch has no connection counts of ${db.name} in the last ${days} days.`);
		const evidence = { days, connectionsMaximum, cpuAverage };
		return connectionsMaximum > maximumConnections
			? pass(`${db.name} had up to ${connectionsMaximum} connections at a time in the last ${days} days.`, evidence)
			: fail(`${db.name} had no more than ${connectionsMaximum} connections at any time in the last ${days} days.`, evidence);
	},
});
