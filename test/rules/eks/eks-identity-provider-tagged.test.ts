import { seen } from "../../../shared/core/observed.ts";
import { eksIdentityProviderTagged } from "../../../shared/rules/eks/eks-identity-provider-tagged.ts";
import { denied } from "../../support/compliant/common.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksIdentityProviderTagged, {
	pass: [{ name: "tags of one's own" }, { name: "the required tag", parameters: { requiredTags: ["owner"] } }],
	fail: [
		{ name: "no tag", with: { tags: seen({}) }, says: "platform/corp" },
		{ name: "a required tag missing", parameters: { requiredTags: ["contact"] }, evidence: { missing: ["contact"] } },
	],
	indeterminate: [{ name: "the tags could not be read", with: { tags: denied("eks", "DescribeIdentityProviderConfig") } }],
});
