import { rdsClusterMasterUsernameNotDefault } from "../../../shared/rules/rds/rds-cluster-master-username-not-default.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterMasterUsernameNotDefault, {
	pass: [
		{ name: "a name of its own", says: "orders_owner", evidence: { masterUsername: "orders_owner" } },
		{ name: "a name that only contains a default", with: { masterUsername: "postgres_ledger" } },
	],
	fail: [
		{ name: "admin", with: { masterUsername: "admin" }, says: "default name admin", evidence: { masterUsername: "admin" } },
		{ name: "postgres", with: { masterUsername: "postgres" } },
		{ name: "in capitals", with: { masterUsername: "Admin" } },
		{ name: "a name from the configuration, in another case", with: { masterUsername: "root" }, parameters: { defaultNames: ["Root"] } },
	],
	indeterminate: [{ name: "AWS did not say", with: { masterUsername: undefined }, says: "MasterUsername" }],
});
