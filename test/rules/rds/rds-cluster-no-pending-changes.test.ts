import { rdsClusterNoPendingChanges } from "../../../shared/rules/rds/rds-cluster-no-pending-changes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterNoPendingChanges, {
	pass: [{ name: "nothing pending", says: "runs as it is configured", evidence: { pendingChanges: [] } }],
	fail: [
		{
			name: "two changes wait",
			with: { pendingChanges: ["engineVersion", "iamAuthentication"] },
			says: "engineVersion, iamAuthentication",
			evidence: { pendingChanges: ["engineVersion", "iamAuthentication"] },
		},
	],
});
