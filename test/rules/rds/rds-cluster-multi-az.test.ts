import { rdsClusterMultiAz } from "../../../shared/rules/rds/rds-cluster-multi-az.ts";
import { testRule } from "../../support/rule-table.ts";

const writer = { id: "ledger-1", writer: true };
const reader = { id: "ledger-2", writer: false };

testRule(rdsClusterMultiAz, {
	pass: [
		{ name: "instances in several zones", says: "several", evidence: { multiAz: true, members: 2 } },
		{ name: "a secondary of a global database with instances", with: { globalCluster: "ledger-global" } },
	],
	fail: [
		{ name: "a writer alone", with: { multiAz: false, members: [writer] }, says: "no second instance", evidence: { members: 1 } },
		{ name: "both instances in one zone", with: { multiAz: false, members: [writer, reader] }, says: "All 2 instances" },
		{ name: "no instance, and no global database", with: { multiAz: false, members: [] }, says: "no second instance" },
		{ name: "one instance in a global database", with: { multiAz: false, members: [writer], globalCluster: "g" }, says: "no second" },
	],
	notApplicable: [
		{ name: "Aurora Serverless v1", with: { engineMode: "serverless", multiAz: false }, says: "Serverless v1" },
		{ name: "a headless secondary", with: { multiAz: false, members: [], globalCluster: "ledger-global" }, says: "ledger-global" },
	],
	indeterminate: [{ name: "AWS did not say", with: { multiAz: undefined }, says: "MultiAZ" }],
});
