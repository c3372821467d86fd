import { rdsClusterParametersInEffect } from "../../../shared/rules/rds-parameters/rds-cluster-parameters-in-effect.ts";
import { testRule } from "../../support/rule-table.ts";
import { members } from "./support.ts";

testRule(rdsClusterParametersInEffect, {
	pass: [{ name: "every member in sync", evidence: { parameterGroupStatuses: ["in-sync", "in-sync"] } }],
	fail: [
		{ name: "a member with a pending reboot", with: { ...members("pending-reboot") }, says: "says: pending-reboot." },
		{ name: "a member that is being applied", with: { ...members("applying") }, severity: "low" },
	],
	notApplicable: [{ name: "no members", with: { members: [] }, says: "no instance" }],
	indeterminate: [{ name: "a member without status", with: { ...members(undefined) }, says: "DBClusterParameterGroupStatus" }],
});
