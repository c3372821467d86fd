import { need } from "../../core/observed.ts";
import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { fail, notApplicable, pass } from "../../core/verdict.ts";

export const rdsInstanceNotOverutilized = defineRule({
	id: "rds-instance-not-overutilized",
	title: "RDS DB instance has CPU capacity to spare",
	severity: "low",
	resource: "rds.DbInstance",
	risk: "An instance at its limit times out under any further load, be it a peak or an attack, and its backups and failovers take longer.",
	recommendation: "Find the statements that take the load in Performance Insights; tune them or choose a larger class.",
	links: ["https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html"],
	related: { others: ["cloudsploit:overutilizedRDSInstance"] },
	parameters: { maximumCpu: integer(90, "Highest average CPU utilisation in percent.", { minimum: 1, maximum: 100 }) },
	evaluate(db, { parameters: { maximumCpu } }) {
		if (db.status === "stopped") return notApplicable(`${db.name} is stopped.`);
		const { days, cpuAverage, cpuMaximum } = need(db.utilization);
		if (cpuAverage === undefined) return notApplicable(`CloudWatch has no CPU utilisation of ${db.name} in the last ${days} days.`);
		const evidence = { days, cpuAverage, cpuMaximum };
		const detail = `${db.name} used ${cpuAverage} % of its CPU on average over the last ${days} days`;
		return cpuAverage > maximumCpu ? fail(`${detail}, more than ${maximumCpu} %.`, evidence) : pass(`${detail}.`, evidence);
	},
});
