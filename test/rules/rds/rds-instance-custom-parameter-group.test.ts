import { rdsInstanceCustomParameterGroup } from "../../../shared/rules/rds/rds-instance-custom-parameter-group.ts";
import { testRule } from "../../support/rule-table.ts";

const using = (name: string, level: "instance" | "cluster" = "instance") => ({ parameterGroups: [{ name, status: "in-sync", level }] });

testRule(rdsInstanceCustomParameterGroup, {
	pass: [
		{ name: "a group of its own", says: "parameter group orders-pg16", evidence: { parameterGroups: ["orders-pg16"] } },
		{ name: "a group whose name only contains default", with: using("our.default.postgres16") },
	],
	fail: [
		{
			name: "the default group",
			with: using("default.postgres16"),
			says: "default.postgres16",
			evidence: { parameterGroups: ["default.postgres16"] },
		},
	],
	notApplicable: [
		{ name: "RDS Custom", with: { ...using("default.custom-oracle-ee-19"), engine: "custom-oracle-ee" }, says: "RDS Custom" },
		{
			name: "a member of a cluster",
			with: { ...using("default.aurora-postgresql16"), clusterId: "ledger" },
			says: "judged on its cluster",
		},
	],
	indeterminate: [
		{ name: "AWS named no group", with: { parameterGroups: [] }, says: "DBParameterGroups" },
		{ name: "only a cluster group", with: using("ledger", "cluster"), says: "DBParameterGroups" },
	],
});
