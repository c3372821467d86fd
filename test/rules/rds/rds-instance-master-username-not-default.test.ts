import { rdsInstanceMasterUsernameNotDefault } from "../../../shared/rules/rds/rds-instance-master-username-not-default.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceMasterUsernameNotDefault, {
	pass: [
		{ name: "a name of one's own", says: "is orders_owner", evidence: { masterUsername: "orders_owner" } },
		{ name: "a name that only contains a default", with: { masterUsername: "administrator" } },
	],
	fail: [
		{ name: "postgres", with: { masterUsername: "postgres" }, says: "default name postgres", evidence: { masterUsername: "postgres" } },
		{ name: "admin", with: { masterUsername: "admin" } },
		{ name: "Oracle's upper case", with: { masterUsername: "ADMIN" } },
		{ name: "a name that the configuration adds", with: { masterUsername: "root" }, parameters: { defaultNames: ["Root"] } },
	],
	notApplicable: [{ name: "a member of a cluster", with: { masterUsername: "admin", clusterId: "ledger" }, says: "judged on its cluster" }],
	indeterminate: [{ name: "AWS did not say", with: { masterUsername: undefined }, says: "MasterUsername" }],
});
