import { seen } from "../../../shared/core/observed.ts";
import { rdsSnapshotNotSharedWithUnknownAccounts } from "../../../shared/rules/rds/rds-snapshot-not-shared-with-unknown-accounts.ts";
import { account, denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

const foreign = "999988887777";

testRule(rdsSnapshotNotSharedWithUnknownAccounts, {
	pass: [
		{ name: "not shared", says: "is not shared", evidence: { sharedWith: [], unknown: [] } },
		{ name: "shared with its own account", with: { sharedWith: seen([account]) }, says: "trusted accounts" },
		{
			name: "shared with a trusted account",
			with: { sharedWith: seen([foreign]) },
			parameters: { trustedAccounts: [foreign] },
			says: "trusted accounts",
		},
		{ name: "an automated snapshot, which cannot be shared", with: { type: "automated" } },
	],
	fail: [
		{
			name: "shared with a foreign account, which other scanners pass",
			with: { sharedWith: seen([foreign]) },
			says: foreign,
			evidence: { unknown: [foreign] },
		},
		{
			name: "shared with a trusted and a foreign account",
			with: { sharedWith: seen([foreign, "222233334444"]) },
			parameters: { trustedAccounts: ["222233334444"] },
			evidence: { unknown: [foreign] },
		},
		{ name: "shared with two foreign accounts", with: { sharedWith: seen([foreign, "222233334444"]) }, says: "999988887777, 222233334444" },
		{ name: "public", with: { sharedWith: seen(["all"]) }, says: "whole world", severity: "critical" },
	],
	indeterminate: [
		{
			name: "attributes were denied",
			with: { sharedWith: denied("rds", "DescribeDBSnapshotAttributes") },
			says: "rds:DescribeDBSnapshotAttributes",
		},
	],
});
