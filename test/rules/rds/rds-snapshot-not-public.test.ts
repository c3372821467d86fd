import { seen } from "../../../shared/core/observed.ts";
import { rdsSnapshotNotPublic } from "../../../shared/rules/rds/rds-snapshot-not-public.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsSnapshotNotPublic, {
	pass: [
		{ name: "not shared", says: "is not public", evidence: { sharedWith: [] } },
		{ name: "shared with an account", with: { sharedWith: seen(["999988887777"]) } },
		{ name: "an automated snapshot, which cannot be shared", with: { type: "automated" } },
	],
	fail: [
		{ name: "public", with: { sharedWith: seen(["all"]) }, says: "every AWS account", evidence: { sharedWith: ["all"] } },
		{ name: "public and shared with an account", with: { sharedWith: seen(["999988887777", "all"]) } },
	],
	indeterminate: [
		{
			name: "attributes were denied",
			with: { sharedWith: denied("rds", "DescribeDBSnapshotAttributes") },
			says: "rds:DescribeDBSnapshotAttributes",
		},
	],
});
