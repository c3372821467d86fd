import { rdsInstanceParametersInEffect } from "../../../shared/rules/rds-parameters/rds-instance-parameters-in-effect.ts";
import { testRule } from "../../support/rule-table.ts";
import { grouped, member } from "./support.ts";

const group = (name: string, status: string, level: "instance" | "cluster" = "instance") => ({ name, status, level });

testRule(rdsInstanceParametersInEffect, {
	pass: [
		{ name: "in sync", evidence: { parameterGroupStatuses: ["in-sync"] } },
		{ name: "a member in sync", with: { ...member } },
		{
			name: "the cluster's group is the cluster's matter",
			with: { parameterGroups: [group("a", "in-sync"), group("c", "pending-reboot", "cluster")] },
		},
	],
	fail: [
		{
			name: "a pending reboot",
			with: { ...grouped("pending-reboot") },
			says: "says: pending-reboot.",
			evidence: { parameterGroupStatuses: ["pending-reboot"] },
		},
		{ name: "a member with a pending reboot", with: { ...member, ...grouped("pending-reboot") } },
		{ name: "a failure", with: { ...grouped("failed-to-apply") }, says: "failed-to-apply" },
		{ name: "being applied", with: { ...grouped("applying") }, severity: "low" },
		{ name: "being applied and a pending reboot", with: { parameterGroups: [group("a", "applying"), group("b", "pending-reboot")] } },
		{ name: "one of two", with: { parameterGroups: [group("a", "in-sync"), group("b", "applying")] }, severity: "low" },
	],
	indeterminate: [
		{ name: "a status that AWS does not report", with: { ...grouped("unknown") }, says: "ParameterApplyStatus" },
		{ name: "no group reported", with: { parameterGroups: [] }, says: "DBParameterGroups" },
	],
});
