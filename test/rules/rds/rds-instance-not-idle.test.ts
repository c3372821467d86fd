import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceNotIdle } from "../../../shared/rules/rds/rds-instance-not-idle.ts";
import { denied } from "../../support/compliant/common.ts";
import { days, testRule } from "../../support/rule-table.ts";

const used = (connectionsMaximum: number) => ({ utilization: seen({ days: 7, cpuAverage: 1, connectionsMaximum }) });
const minute = 1 / 1440;

testRule(rdsInstanceNotIdle, {
	pass: [
		{ name: "many connections", says: "up to 40 connections", evidence: { connectionsMaximum: 40, days: 7 } },
		{ name: "one connection", with: used(1) },
		{ name: "more than the configured number", with: used(6), parameters: { maximumConnections: 5 } },
	],
	fail: [
		{ name: "no connection in a week", with: used(0), says: "no more than 0 connections", evidence: { connectionsMaximum: 0 } },
		{ name: "as few as the configured number", with: used(5), parameters: { maximumConnections: 5 } },
		{ name: "created exactly a week ago", with: { ...used(0), createdAt: days(-7) } },
		{ name: "of unknown age", with: { ...used(0), createdAt: undefined } },
		{ name: "a member of a cluster", with: { ...used(0), clusterId: "ledger" } },
	],
	notApplicable: [
		{ name: "no such metric", with: { utilization: seen({ days: 7 }) }, says: "CloudWatch has no" },
		{ name: "stopped", with: { ...used(0), status: "stopped" }, says: "is stopped" },
		{ name: "younger than the metrics", with: { ...used(0), createdAt: days(-7 + minute) }, says: "less than 7 days ago" },
	],
	indeterminate: [
		{ name: "metrics could not be read", with: { utilization: denied("cloudwatch", "GetMetricData") }, says: "cloudwatch:GetMetricData" },
	],
});
