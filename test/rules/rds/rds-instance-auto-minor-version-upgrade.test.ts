import { rdsInstanceAutoMinorVersionUpgrade } from "../../../shared/rules/rds/rds-instance-auto-minor-version-upgrade.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceAutoMinorVersionUpgrade, {
	pass: [{ name: "on", says: "orders takes minor version upgrades", evidence: { autoMinorVersionUpgrade: true } }],
	fail: [
		{ name: "off", with: { autoMinorVersionUpgrade: false }, says: "does not take", evidence: { autoMinorVersionUpgrade: false } },
		{ name: "off for a member of an Aurora cluster", with: { autoMinorVersionUpgrade: false, clusterId: "ledger", clusterSort: "aurora" } },
	],
	notApplicable: [
		{ name: "a member of a Multi-AZ DB cluster", with: { clusterId: "ledger", clusterSort: "multi-az" }, says: "judged on its cluster" },
		{ name: "RDS Custom", with: { engine: "custom-sqlserver-ee", autoMinorVersionUpgrade: false }, says: "custom-sqlserver-ee" },
	],
	indeterminate: [{ name: "AWS did not say", with: { autoMinorVersionUpgrade: undefined }, says: "AutoMinorVersionUpgrade" }],
});
