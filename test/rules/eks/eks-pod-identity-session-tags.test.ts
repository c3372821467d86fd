import { eksPodIdentitySessionTags } from "../../../shared/rules/eks/eks-pod-identity-session-tags.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksPodIdentitySessionTags, {
	pass: [{ name: "kept", evidence: { disableSessionTags: false } }],
	fail: [{ name: "switched off", with: { disableSessionTags: true }, evidence: { disableSessionTags: true } }],
	indeterminate: [{ name: "AWS did not say", with: { disableSessionTags: undefined }, says: "disableSessionTags" }],
});
