import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isCustom, isDb2 } from "./judge/engines.ts";
import { judgedOnMultiAzCluster } from "./judge/members.ts";

const small: readonly string[] = ["t2", "t3", "t4g"].flatMap((family) => [`db.${family}.micro`, `db.${family}.small`]);

/** The classes on which the engine cannot have it; PostgreSQL, Oracle and SQL Server have it on all. */
const lacks = (engine: string, instanceClass: string): boolean => {
	if (engine === "aurora-mysql")
		return small.includes(instanceClass) || instanceClass.startsWith("db.t2.") || instanceClass.startsWith("db.t3.");
	return (engine === "mysql" || engine === "mariadb") && small.includes(instanceClass);
};

export const rdsInstancePerformanceInsightsEnabled = defineRule({
	id: "rds-instance-performance-insights-enabled",
	title: "RDS DB instance has Performance Insights",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Without the load by statement, user and host, nobody sees which client or query exhausts the database.",
	recommendation:
		"Turn Performance Insights on (Standard mode of CloudWatch Database Insights), with a retention that suits your investigations.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html"],
	related: {},
	evaluate(db) {
		const onCluster = judgedOnMultiAzCluster(db);
		if (onCluster) return onCluster;
		const enabled = reported(db.performanceInsights, "PerformanceInsightsEnabled").enabled;
		const evidence = { enabled, instanceClass: db.instanceClass, engine: db.engine };
		if (enabled) return pass(`${db.name} has Performance Insights on.`, evidence);
		if (isCustom(db.engine) || isDb2(db.engine)) return notApplicable(`${db.name} runs ${db.engine}, which has no Performance Insights.`);
		if (lacks(db.engine, reported(db.instanceClass, "DBInstanceClass")))
			return notApplicable(`${db.name} is a ${db.instanceClass}, for which ${db.engine} has no Performance Insights.`);
		return fail(`${db.name} has Performance Insights off.`, evidence);
	},
});
