import { reported } from "../../core/observed.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isCustom, isDb2 } from "./judge/engines.ts";

const small = /^db\.(t2|t3|t4g)\.(micro|small)$/;
const auroraMySqlUnsupported = /^db\.(t2|t3)\.|^db\.t4g\.(micro|small)$/;

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
		const enabled = reported(db.performanceInsights, "PerformanceInsightsEnabled").enabled;
		const evidence = { enabled, instanceClass: db.instanceClass, engine: db.engine };
		if (enabled) return pass(`${db.name} has Performance Insights on.`, evidence);
		if (isCustom(db.engine) || isDb2(db.engine)) return notApplicable(`${db.name} runs ${db.engine}, which has no Performance Insights.`);
		const unsupported =
			db.engine === "aurora-mysql" ? auroraMySqlUnsupported : db.engine === "mysql" || db.engine === "mariadb" ? small : undefined;
		if (unsupported?.test(reported(db.instanceClass, "DBInstanceClass")))
			return notApplicable(`${db.name} is a ${db.instanceClass}, for which ${db.engine} has no Performance Insights.`);
		return fail(`${db.name} has Performance Insights off.`, evidence);
	},
});
