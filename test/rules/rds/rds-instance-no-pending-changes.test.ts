import { rdsInstanceNoPendingChanges } from "../../../shared/rules/rds/rds-instance-no-pending-changes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceNoPendingChanges, {
	pass: [{ name: "nothing waits", says: "runs as it is configured", evidence: { pendingChanges: [] } }],
	fail: [
		{
			name: "a certificate and a version wait",
			with: { pendingChanges: ["caCertificateIdentifier", "engineVersion"] },
			says: "caCertificateIdentifier, engineVersion",
			evidence: { pendingChanges: ["caCertificateIdentifier", "engineVersion"] },
		},
		{ name: "a member of a cluster", with: { pendingChanges: ["instanceClass"], clusterId: "ledger" } },
	],
});
