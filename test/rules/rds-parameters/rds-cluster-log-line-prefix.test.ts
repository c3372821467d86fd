import { rdsClusterLogLinePrefix } from "../../../shared/rules/rds-parameters/rds-cluster-log-line-prefix.ts";
import { testRule } from "../../support/rule-table.ts";
import { denied, postgres } from "./support.ts";

const set = postgres("cluster");

testRule(rdsClusterLogLinePrefix, {
	pass: [
		{ name: "the RDS default" },
		{ name: "milliseconds and host", with: { ...set({ log_line_prefix: "%m %h %u %d %p " }) } },
		{ name: "epoch", with: { ...set({ log_line_prefix: "%n %h %u %d %p " }) } },
		{ name: "padding", with: { ...set({ log_line_prefix: "%t %-20h %10u %d %p" }) } },
		{ name: "fewer facts asked", with: { ...set({ log_line_prefix: "%u" }) }, parameters: { facts: ["user"] } },
		{ name: "the group has no log_line_prefix", with: { ...set({ log_line_prefix: undefined }) }, says: "engine-default" },
	],
	fail: [
		{ name: "no time", with: { ...set({ log_line_prefix: "%r:%u@%d:[%p]:" }) }, says: "must carry time, user, database, host, process" },
		{ name: "no user", with: { ...set({ log_line_prefix: "%t:%r:@%d:[%p]:" }) } },
		{ name: "no database", with: { ...set({ log_line_prefix: "%t:%r:%u@:[%p]:" }) } },
		{ name: "no host", with: { ...set({ log_line_prefix: "%t:%u@%d:[%p]:" }) } },
		{ name: "no process", with: { ...set({ log_line_prefix: "%t:%r:%u@%d:" }) } },
		{ name: "an escaped per cent sign", with: { ...set({ log_line_prefix: "%t:%r:%%u@%d:[%p]:" }) } },
	],
	notApplicable: [{ name: "another engine", with: { engine: "aurora-mysql" }, says: "aurora-mysql" }],
	indeterminate: [{ name: "the parameters could not be read", with: { ...denied }, says: "DescribeDBParameters" }],
});
