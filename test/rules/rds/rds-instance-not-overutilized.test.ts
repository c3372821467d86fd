import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceNotOverutilized } from "../../../shared/rules/rds/rds-instance-not-overutilized.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const cpu = (cpuAverage: number) => ({ utilization: seen({ days: 7, cpuAverage, cpuMaximum: 100 }) });

testRule(rdsInstanceNotOverutilized, {
	pass: [
		{ name: "little load", says: "used 22 % of its CPU", evidence: { cpuAverage: 22, cpuMaximum: 61, days: 7 } },
		{ name: "exactly the limit", with: cpu(90) },
	],
	fail: [
		{ name: "more than the limit", with: cpu(90.1), says: "more than 90 %", evidence: { cpuAverage: 90.1 } },
		{ name: "more than the configured limit", parameters: { maximumCpu: 20 }, says: "more than 20 %" },
	],
	notApplicable: [
		{ name: "no such metric", with: { utilization: seen({ days: 7 }) }, says: "CloudWatch has no" },
		{ name: "stopped", with: { ...cpu(99), status: "stopped" }, says: "is stopped" },
	],
	indeterminate: [
		{ name: "metrics could not be read", with: { utilization: denied("cloudwatch", "GetMetricData") }, says: "cloudwatch:GetMetricData" },
	],
});
