import { seen } from "../../../shared/core/observed.ts";
import { secretTagged } from "../../../shared/rules/secrets/secret-tagged.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(secretTagged, {
	pass: [
		{ name: "tags of one's own", says: "orders/app" },
		{ name: "the required tag", parameters: { requiredTags: ["owner"] } },
	],
	fail: [
		{ name: "no tag", with: { tags: seen({}) } },
		{ name: "a required tag missing", parameters: { requiredTags: ["contact"] }, evidence: { missing: ["contact"] } },
	],
	indeterminate: [{ name: "the tags could not be read", with: { tags: denied("secretsmanager", "DescribeSecret") } }],
});
