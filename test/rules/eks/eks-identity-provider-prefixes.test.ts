import { eksIdentityProviderPrefixes } from "../../../shared/rules/eks/eks-identity-provider-prefixes.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(eksIdentityProviderPrefixes, {
	pass: [{ name: "both prefixes", says: "users with corp: and groups with corp:", evidence: { usernamePrefix: "corp:" } }],
	fail: [
		{
			name: "no prefix for groups",
			with: { groupsPrefix: undefined },
			says: "no separating groupsPrefix.",
			evidence: { groupsPrefix: null },
		},
		{ name: "no prefix for users", with: { usernamePrefix: undefined }, says: "no separating usernamePrefix." },
		{ name: "prefixing switched off", with: { usernamePrefix: "-", groupsPrefix: "" }, says: "usernamePrefix and groupsPrefix" },
		{ name: "the prefix of Kubernetes itself", with: { groupsPrefix: "system:" } },
	],
});
