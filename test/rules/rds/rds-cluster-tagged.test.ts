import { seen } from "../../../shared/core/observed.ts";
import { rdsClusterTagged } from "../../../shared/rules/rds/rds-cluster-tagged.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsClusterTagged, {
	pass: [
		{ name: "tags of its own", says: "ledger is tagged with owner, environment", evidence: { tagKeys: ["owner", "environment"] } },
		{ name: "the required tags", parameters: { requiredTagKeys: ["environment", "owner"] } },
	],
	fail: [
		{ name: "no tags", with: { tags: seen({}) }, says: "no tags", evidence: { tagKeys: [] } },
		{ name: "only tags of AWS", with: { tags: seen({ "aws:cloudformation:stack-name": "x" }) }, says: "no tags of its own" },
		{
			name: "a required tag is missing",
			parameters: { requiredTagKeys: ["owner", "cost"] },
			says: /tags cost\.$/,
			evidence: { missing: ["cost"] },
		},
		{ name: "two required tags are missing", parameters: { requiredTagKeys: ["cost", "team"] }, says: "cost, team" },
		{ name: "a required tag in another case", parameters: { requiredTagKeys: ["Owner"] }, says: "Owner" },
	],
	indeterminate: [{ name: "tags were denied", with: { tags: denied("rds", "ListTagsForResource") }, says: "rds:ListTagsForResource" }],
});
