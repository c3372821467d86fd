import { reported } from "../../core/observed.ts";
import { integers } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";
import { isCustom } from "./judge/engines.ts";
import { judgedOnMultiAzCluster } from "./judge/members.ts";

export const rdsInstanceEnhancedMonitoring = defineRule({
	id: "rds-instance-enhanced-monitoring",
	title: "RDS DB instance has Enhanced Monitoring",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "Without metrics of the operating system, the cause of a slow or overloaded instance, be it an attack or a leak, stays hidden.",
	recommendation: "Turn Enhanced Monitoring on with a monitoring role and an interval of 60 seconds or less.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html"],
	related: {
		prowler: ["rds_instance_enhanced_monitoring_enabled"],
		securityHub: ["RDS.6"],
		awsConfig: ["rds-enhanced-monitoring-enabled"],
	},
	parameters: { intervals: integers([1, 5, 10, 15, 30, 60], "Intervals in seconds that are accepted.", { minimum: 1, maximum: 60 }) },
	evaluate(db, { parameters: { intervals } }) {
		const onCluster = judgedOnMultiAzCluster(db);
		if (onCluster) return onCluster;
		if (isCustom(db.engine)) return notApplicable(`${db.name} is RDS Custom (${db.engine}), which has no Enhanced Monitoring.`);
		const intervalSeconds = reported(db.monitoringIntervalSeconds, "MonitoringInterval");
		const evidence = { intervalSeconds };
		if (intervalSeconds === 0) return fail(`${db.name} has Enhanced Monitoring off.`, evidence);
		return intervals.includes(intervalSeconds)
			? pass(`${db.name} is measured by Enhanced Monitoring every ${intervalSeconds} seconds.`, evidence)
			: fail(`${db.name} is measured every ${intervalSeconds} seconds, where ${intervals.join(", ")} are accepted.`, evidence);
	},
});
