import { seen } from "../../../shared/core/observed.ts";
import { rdsInstanceTagged } from "../../../shared/rules/rds/rds-instance-tagged.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsInstanceTagged, {
	pass: [
		{ name: "tags of one's own", says: "owner, environment", evidence: { tagKeys: ["owner", "environment"] } },
		{ name: "the required tags", parameters: { requiredTagKeys: ["owner"] } },
	],
	fail: [
		{ name: "no tags", with: { tags: seen({}) }, says: "no tags of its own" },
		{ name: "only AWS's tags", with: { tags: seen({ "aws:cloudformation:stack-name": "databases" }) } },
		{
			name: "a required tag is missing",
			parameters: { requiredTagKeys: ["owner", "tier"] },
			says: "tier",
			evidence: { missing: ["tier"] },
		},
	],
	indeterminate: [
		{ name: "tags could not be read", with: { tags: denied("rds", "ListTagsForResource") }, says: "rds:ListTagsForResource" },
	],
});
