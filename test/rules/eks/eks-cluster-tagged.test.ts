import { seen } from "../../../shared/core/observed.ts";
import { eksClusterTagged } from "../../../shared/rules/eks/eks-cluster-tagged.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksClusterTagged, {
	pass: [
		{ name: "any tag of one's own", says: "2 tags", evidence: { keys: ["owner", "environment"] } },
		{ name: "all required tags", parameters: { requiredTags: ["environment", "owner"] }, says: "every required tag" },
	],
	fail: [
		{ name: "no tag", with: { tags: seen({}) }, says: "no tag of yours" },
		{ name: "only a tag of AWS", with: { tags: seen({ "aws:cloudformation:stack-name": "eks" }) }, says: "no tag of yours" },
		{ name: "one required tag missing", parameters: { requiredTags: ["owner", "cost-center"] }, says: "lacks the tags cost-center." },
		{ name: "a required tag in another case", parameters: { requiredTags: ["Owner"] }, evidence: { missing: ["Owner"] } },
	],
	indeterminate: [{ name: "the tags could not be read", with: { tags: denied("eks", "ListTagsForResource") } }],
});
