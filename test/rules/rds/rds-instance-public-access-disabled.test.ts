import { rdsInstancePublicAccessDisabled } from "../../../shared/rules/rds/rds-instance-public-access-disabled.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstancePublicAccessDisabled, {
	pass: [{ name: "off", says: "is not publicly accessible", evidence: { publiclyAccessible: false } }],
	fail: [
		{ name: "on", with: { publiclyAccessible: true }, says: "is publicly accessible", evidence: { publiclyAccessible: true } },
		{ name: "on for a member of a cluster", with: { publiclyAccessible: true, clusterId: "ledger" } },
	],
	indeterminate: [{ name: "AWS did not say", with: { publiclyAccessible: undefined }, says: "PubliclyAccessible" }],
});
