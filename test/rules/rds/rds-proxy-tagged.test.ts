import { seen } from "../../../shared/core/observed.ts";
import { rdsProxyTagged } from "../../../shared/rules/rds/rds-proxy-tagged.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(rdsProxyTagged, {
	pass: [
		{ name: "tags of its own", says: "orders-proxy is tagged with owner, environment", evidence: { tagKeys: ["owner", "environment"] } },
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
		{ name: "a required tag in another case", parameters: { requiredTagKeys: ["Owner"] }, says: "Owner" },
	],
	indeterminate: [{ name: "tags were denied", with: { tags: denied("rds", "ListTagsForResource") }, says: "rds:ListTagsForResource" }],
});
