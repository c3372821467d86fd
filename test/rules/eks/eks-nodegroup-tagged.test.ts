import { seen } from "../../../shared/core/observed.ts";
import { eksNodegroupTagged } from "../../../shared/rules/eks/eks-nodegroup-tagged.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksNodegroupTagged, {
	pass: [{ name: "tags of one's own" }, { name: "the required tag", parameters: { requiredTags: ["owner"] } }],
	fail: [
		{ name: "no tag", with: { tags: seen({}) } },
		{ name: "a required tag missing", parameters: { requiredTags: ["cost-center"] }, evidence: { missing: ["cost-center"] } },
	],
	indeterminate: [{ name: "the tags could not be read", with: { tags: denied("eks", "ListTagsForResource") } }],
});
