import { rdsInstanceMultiAz } from "../../../shared/rules/rds/rds-instance-multi-az.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceMultiAz, {
	pass: [{ name: "a standby", says: "is a Multi-AZ deployment", evidence: { multiAz: true } }],
	fail: [{ name: "no standby", with: { multiAz: false }, says: "single Availability Zone", evidence: { multiAz: false } }],
	notApplicable: [
		{
			name: "a member of a cluster",
			with: { multiAz: false, clusterId: "ledger", clusterSort: "multi-az" },
			says: "judged on its cluster",
		},
	],
	indeterminate: [{ name: "AWS did not say", with: { multiAz: undefined }, says: "MultiAZ" }],
});
